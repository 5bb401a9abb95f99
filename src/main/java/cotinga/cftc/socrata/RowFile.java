package cotinga.cftc.socrata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportReader;
import cotinga.cftc.RowReader;
import cotinga.cftc.TextSource;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the rows of a dataset, one JSON object per line. Each row is a week, or malformed for a stated reason. */
public final class RowFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReportVariant variant;
    private final String file;
    private final LocalDate latest;
    private final ReportDates dates;
    private final DatasetColumns columns;

    /**
     * Creates a reader of a variant's rows.
     *
     * @param file where the rows come from, for messages
     * @param latest the latest possible report date
     * @param dates the requested report dates
     */
    public RowFile(ReportVariant variant, String file, LocalDate latest, ReportDates dates) {
        this.variant = variant;
        this.file = file;
        this.latest = latest;
        this.dates = dates;
        this.columns = DatasetColumns.of(variant.type());
    }

    /**
     * The numbers of rows.
     *
     * @param tally the numbers of all rows
     * @param weeksByDate the number of weeks for each report date
     */
    public record Reading(ReportReader.Tally tally, NavigableMap<LocalDate, Integer> weeksByDate) {}

    /**
     * Reads all rows.
     *
     * @param weeks accepts each week
     * @param malformed accepts each malformed row
     * @throws ArchiveException if no row has one of the columns, no row is a valid week, or a row is of the other subtype
     */
    public Reading read(TextSource source, Consumer<Week> weeks, Consumer<MalformedLine> malformed) throws IOException {
        RowReader rows = new RowReader(variant, columns.fileNames(), file, latest, dates);
        NavigableMap<LocalDate, Integer> weeksByDate = new TreeMap<>();
        Set<String> absent = new TreeSet<>(columns.names());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(source.open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                rows.read(
                        number,
                        cells(JSON.readTree(line), absent),
                        line,
                        week -> {
                            weeksByDate.merge(LocalDate.ofEpochDay(week.reportDate()), 1, Integer::sum);
                            weeks.accept(week);
                        },
                        malformed);
            }
            requireColumns(number, absent);
        }
        return new Reading(rows.end(), weeksByDate);
    }

    /** The texts of the columns. A value that is absent or null was not disclosed. */
    private List<String> cells(JsonNode row, Set<String> absent) {
        Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        List<String> cells = new ArrayList<>(columns.names().size());
        for (String name : columns.names()) {
            JsonNode value = values.get(name);
            if (value == null || value.isNull()) {
                cells.add("");
            } else {
                absent.remove(name);
                cells.add(value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return cells;
    }

    private void requireColumns(int rows, Set<String> absent) throws ArchiveException {
        if (rows > 0 && !absent.isEmpty()) {
            throw new ArchiveException(
                    file,
                    rows + (rows == 1 ? " row" : " rows") + " without '" + String.join("', '", absent) + "'",
                    "all stored columns of a " + variant.type().key() + " report",
                    "The CFTC may have renamed columns of the dataset. Install a newer Cotinga.");
        }
    }
}
