package cotinga.release;

import cotinga.report.DataFile;
import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Weeks that were published on another day than the rule has it, as a file with the header
 * {@code report_date,published_date,basis,note} tells it, in date order.
 */
final class LateWeeks {
    private static final String FORM = "report_date,published_date,basis,note";
    private static final Set<String> BASES = Set.of("known", "secondhand", "derived");

    private final NavigableMap<LocalDate, LocalDate> published = new TreeMap<>();

    private LateWeeks(DataFile file) {
        file.rows().stream().findFirst().ifPresent(LateWeeks::requireHeader);
        file.rows().stream().skip(1).forEach(this::add);
    }

    static LateWeeks shipped() {
        return new LateWeeks(DataFile.readShipped(LateWeeks.class, "late-weeks.csv"));
    }

    static LateWeeks read(Path file) {
        return new LateWeeks(DataFile.read(file));
    }

    /** @param name what messages call the text */
    static LateWeeks read(Reader reader, String name) {
        return new LateWeeks(DataFile.read(reader, name));
    }

    /** Report dates with the days on which they were published, in date order. */
    NavigableMap<LocalDate, LocalDate> published() {
        return Collections.unmodifiableNavigableMap(published);
    }

    private static void requireHeader(DataFile.Row row) {
        if (!row.text().equals(FORM)) {
            throw row.unexpected("the header '" + row.text() + "'", "'" + FORM + "'");
        }
    }

    private void add(DataFile.Row row) {
        if (row.fields().size() != FORM.split(",", -1).length) {
            throw row.unexpected("'" + row.text() + "'", FORM);
        }
        LocalDate reportDate = date(row, 0);
        LocalDate publishedOn = date(row, 1);
        if (!publishedOn.isAfter(reportDate)) {
            throw row.unexpected("published " + publishedOn, "a day after the report date " + reportDate);
        }
        if (!published.isEmpty()
                && !(reportDate.isAfter(published.lastKey())
                        && !publishedOn.isBefore(published.lastEntry().getValue()))) {
            throw row.unexpected(
                    reportDate + " after " + published.lastKey(),
                    "weeks in the order in which they were published, each once");
        }
        if (!BASES.contains(row.field(2))) {
            throw row.unexpected("the basis '" + row.field(2) + "'", "known, secondhand or derived");
        }
        published.put(reportDate, publishedOn);
    }

    private static LocalDate date(DataFile.Row row, int index) {
        try {
            return LocalDate.parse(row.field(index));
        } catch (DateTimeParseException e) {
            throw row.unexpected("'" + row.field(index) + "'", "a date such as 2025-11-19");
        }
    }
}
