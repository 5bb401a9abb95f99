package cotinga.cftc.socrata;

import cotinga.report.ReportType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The requested columns of a dataset. Their names are short forms of those in the CFTC's files, but follow no rule. Their case has no
 * meaning.
 *
 * @param names the names in the dataset
 * @param fileNames the names in the CFTC's files, in the same order
 */
record DatasetColumns(List<String> names, List<String> fileNames) {
    private static final String IS = " = ";

    DatasetColumns {
        names = List.copyOf(names);
        fileNames = List.copyOf(fileNames);
    }

    /** The columns of a report type, the same in both of its subtypes. */
    static DatasetColumns of(ReportType type) {
        String resource = type.key() + "-columns.txt";
        try (InputStream stream = DatasetColumns.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The file " + resource + " is missing in the application");
            }
            List<String> names = new ArrayList<>();
            List<String> fileNames = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int is = line.indexOf(IS);
                names.add(line.substring(0, is));
                fileNames.add(line.substring(is + IS.length()));
            }
            return new DatasetColumns(names, fileNames);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + resource + " in the application cannot be read", e);
        }
    }
}
