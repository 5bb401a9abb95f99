package cotinga.sandbox;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads the sandbox's files by column name, independently of the code that writes them. */
final class ReportReader {
    private ReportReader() {}

    /** The name and the text of an archive's only member. */
    static ZipEntry member(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            return in.getNextEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            in.getNextEntry();
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            if (in.getNextEntry() != null) {
                throw new IllegalStateException("more than one member");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a text with a header. */
    static List<Line> lines(String text) {
        List<CsvRecord> records = records(text);
        return lines(records.get(0).getFields(), records.subList(1, records.size()));
    }

    /** The lines of a text without a header. */
    static List<Line> weekly(String text, List<String> columns) {
        return lines(columns, records(text));
    }

    private static List<Line> lines(List<String> columns, List<CsvRecord> records) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            index.put(columns.get(i).strip(), i);
        }
        List<Line> lines = new ArrayList<>();
        for (CsvRecord cells : records) {
            if (cells.getFieldCount() != columns.size()) {
                throw new IllegalStateException("line " + cells.getStartingLineNumber() + " has "
                        + cells.getFieldCount() + " cells, expected " + columns.size());
            }
            lines.add(new Line(index, cells.getFields()));
        }
        return lines;
    }

    private static List<CsvRecord> records(String text) {
        return CsvReader.builder().trimWhitespacesAroundQuotes(true).ofCsvRecord(text).stream()
                .toList();
    }

    /** One line of a file. */
    record Line(Map<String, Integer> columns, List<String> cells) {
        String cell(String column) {
            return cells.get(Objects.requireNonNull(columns.get(column), column))
                    .strip();
        }

        boolean has(String column) {
            return columns.containsKey(column);
        }

        int count(String column) {
            return Integer.parseInt(cell(column));
        }

        LocalDate reportDate() {
            return LocalDate.parse(cells.get(2).strip());
        }

        String code() {
            return cells.get(3).strip();
        }

        String week() {
            return code() + " " + reportDate();
        }
    }
}
