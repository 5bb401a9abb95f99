package cotinga.release;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Weeks that were published on another day than the rule has it, as a file with the header
 * {@code report_date,published_date,basis,note} tells it, in date order.
 */
final class LateWeeks {
    private static final String FORM = "report_date,published_date,basis,note";
    private static final Set<String> BASES = Set.of("known", "secondhand", "derived");
    private static final String SHIPPED = "/cotinga/release/late-weeks.csv";

    private final NavigableMap<LocalDate, LocalDate> published = new TreeMap<>();

    private LateWeeks() {}

    /** No week at all. */
    static LateWeeks none() {
        return new LateWeeks();
    }

    static LateWeeks shipped() {
        InputStream stream = Objects.requireNonNull(LateWeeks.class.getResourceAsStream(SHIPPED), SHIPPED);
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return read(reader, SHIPPED);
        } catch (IOException e) {
            throw unreadable(SHIPPED, e);
        }
    }

    static LateWeeks read(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(reader, file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** @param name what messages call the text */
    static LateWeeks read(Reader reader, String name) {
        LateWeeks weeks = new LateWeeks();
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(reader)) {
            boolean header = true;
            for (CsvRecord row : rows) {
                if (header) {
                    requireHeader(row, name);
                    header = false;
                } else {
                    weeks.add(row, name);
                }
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw unreadable(name, e);
        }
        return weeks;
    }

    /** Report dates with the days on which they were published, in date order. */
    NavigableMap<LocalDate, LocalDate> published() {
        return Collections.unmodifiableNavigableMap(published);
    }

    private static void requireHeader(CsvRecord row, String name) {
        String header = String.join(",", row.getFields());
        if (!header.equals(FORM)) {
            throw new LateWeeksException(
                    name, row.getStartingLineNumber(), "the header '" + header + "'", "'" + FORM + "'", null);
        }
    }

    private void add(CsvRecord row, String name) {
        List<String> fields = row.getFields().stream().map(String::strip).toList();
        long line = row.getStartingLineNumber();
        if (fields.size() != FORM.split(",", -1).length) {
            throw new LateWeeksException(name, line, "'" + String.join(",", fields) + "'", FORM, null);
        }
        LocalDate reportDate = date(fields.get(0), name, line);
        LocalDate publishedOn = date(fields.get(1), name, line);
        if (!publishedOn.isAfter(reportDate)) {
            throw new LateWeeksException(
                    name, line, "published " + publishedOn, "a day after the report date " + reportDate, null);
        }
        if (!published.isEmpty()
                && !(reportDate.isAfter(published.lastKey())
                        && !publishedOn.isBefore(published.lastEntry().getValue()))) {
            throw new LateWeeksException(
                    name,
                    line,
                    reportDate + " after " + published.lastKey(),
                    "weeks in the order in which they were published, each once",
                    null);
        }
        if (!BASES.contains(fields.get(2))) {
            throw new LateWeeksException(
                    name, line, "the basis '" + fields.get(2) + "'", "known, secondhand or derived", null);
        }
        published.put(reportDate, publishedOn);
    }

    private static LocalDate date(String text, String name, long line) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new LateWeeksException(name, line, "'" + text + "'", "a date such as 2025-11-19", e);
        }
    }

    private static LateWeeksException unreadable(String name, Exception cause) {
        return new LateWeeksException(
                name, 0, "what cannot be read (" + cause + ")", "a UTF-8 file of comma-separated values", cause);
    }
}
