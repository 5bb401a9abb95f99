package cotinga.sandbox;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the sandbox's data files inside the application. */
final class SandboxResource {
    private SandboxResource() {}

    /** One value per line of a CSV file of the sandbox; the first line names the columns. */
    static <T> List<T> records(String file, Function<NamedCsvRecord, T> value) {
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(open("/cotinga/sandbox/" + file))) {
            return lines.stream().map(value).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The column names of a report type, trimmed, in the order of the CFTC's files. */
    static List<String> columns(String reportType) {
        String file = String.format(Locale.ROOT, "/cotinga/cftc/%s-columns.txt", reportType);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream stream = SandboxResource.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("The file " + file + " is missing in the application");
        }
        return stream;
    }
}
