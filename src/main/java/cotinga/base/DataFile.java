package cotinga.base;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A small CSV file with settings, in UTF-8. Lines that begin with {@code #} and blank lines are skipped.
 *
 * @param name its name in messages
 * @param rows its rows, in order
 */
public record DataFile(String name, List<Row> rows) {
    private static final String FORM =
            "a readable UTF-8 file of comma-separated values, in which fields with a comma or a quote" + " are quoted";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * A row of a data file.
     *
     * @param file the name of its file
     * @param line the physical line that it starts in; the first line is 1
     * @param fields its fields without surrounding space
     */
    public record Row(String file, long line, List<String> fields) {
        public String field(int index) {
            return fields.get(index);
        }

        /** Rejects a row that does not have exactly the fields of a form such as {@code code,symbol}. */
        public void requireForm(String form) {
            if (fields.size() != form.split(",", -1).length) {
                throw unexpected("%d fields in '%s'".formatted(fields.size(), text()), form);
            }
        }

        /** An exception that rejects the row. */
        public DataFileException unexpected(String found, String expected) {
            return new DataFileException(file, line, found, expected, null);
        }

        /** Its fields, separated by commas. */
        public String text() {
            return String.join(",", fields);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataFileException if it cannot be read
     */
    public static DataFile read(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return read(reader, path.toString());
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    /** Reads a resource that ships beside a class. */
    public static DataFile readShipped(Class<?> neighbour, String resource) {
        InputStream stream = Objects.requireNonNull(neighbour.getResourceAsStream(resource), resource);
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return read(reader, resource);
        } catch (IOException e) {
            throw unreadable(resource, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name its name in messages
     * @throws DataFileException if it cannot be read
     */
    public static DataFile read(Reader reader, String name) {
        try {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return parse(text.toString(), name);
        } catch (IOException | CsvParseException e) {
            throw unreadable(name, e);
        }
    }

    /** An exception that rejects the file as a whole. */
    public DataFileException unexpected(String found, String expected) {
        return new DataFileException(name, 0, found, expected, null);
    }

    /** Requires that the first row is this header. */
    public void requireHeader(String header) {
        String found = rows.isEmpty() ? "" : rows.get(0).text();
        if (!found.equals(header)) {
            throw unexpected("the header '" + found + "'", "the header '" + header + "' above the rows");
        }
    }

    private static DataFile parse(String text, String name) throws IOException {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(content)) {
            return new DataFile(
                    name,
                    csv.stream()
                            .map(csvRecord -> row(name, csvRecord))
                            .filter(row -> !row.fields().stream().allMatch(String::isEmpty))
                            .toList());
        }
    }

    private static Row row(String name, CsvRecord csvRecord) {
        return new Row(
                name,
                csvRecord.getStartingLineNumber(),
                csvRecord.getFields().stream().map(String::strip).toList());
    }

    private static DataFileException unreadable(String name, Exception cause) {
        return new DataFileException(name, 0, "an unreadable file (" + reason(cause) + ")", FORM, cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        String place = root == cause ? "" : cause.getMessage() + ": ";
        return place + root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
