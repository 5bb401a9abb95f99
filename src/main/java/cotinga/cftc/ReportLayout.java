package cotinga.cftc;

import cotinga.base.Excerpt;
import cotinga.report.ReportType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps the columns of a file to their targets, by name. */
final class ReportLayout {
    /** The target of a column that is neither stored nor checked. */
    static final int NOT_STORED = -1;

    private static final int SHOWN_CHARACTERS = 60;

    private final List<String> names;
    private final int[] targets;

    private ReportLayout(List<String> names, int[] targets) {
        this.names = names;
        this.targets = targets;
    }

    /**
     * Derives the layout from a header. Names match if they differ only in case, white space, underscores and equals signs, as they do
     * from year to year.
     *
     * @param file for messages
     * @throws ArchiveException if the header lacks a stored column, or has one twice
     */
    static ReportLayout ofHeader(ReportType type, List<String> header, String file) throws ArchiveException {
        List<String> names = withoutTrailingEmptyNames(header);
        Map<String, List<Integer>> positions = new HashMap<>();
        for (int position = 0; position < names.size(); position++) {
            positions
                    .computeIfAbsent(normal(names.get(position)), name -> new ArrayList<>())
                    .add(position);
        }
        int[] targets = new int[names.size()];
        Arrays.fill(targets, NOT_STORED);
        List<String> missing = new ArrayList<>();
        for (ReportColumns.Column column : ReportColumns.of(type)) {
            if (!place(column, positions, targets, file)) {
                missing.add(column.name());
            }
        }
        if (!placeDates(type, positions, targets, file)) {
            missing.add(String.join("' or '", ReportColumns.dates(type)));
        }
        place(ReportColumns.subtype(), positions, targets, file);
        if (!missing.isEmpty()) {
            throw lacking(type, header, missing, file);
        }
        return new ReportLayout(names, targets);
    }

    /** The layout of the weekly file, which has no header: that of the yearly files since 2013. */
    static ReportLayout ofCurrentWeek(ReportType type, String file) throws IOException {
        return ofHeader(type, columnsOfCurrentWeek(type), file);
    }

    /** The number of cells in a line. */
    int width() {
        return targets.length;
    }

    /** The target of each column: one of {@link ReportColumns} or {@link #NOT_STORED}. */
    int[] targets() {
        return targets.clone();
    }

    /** The name of a column in the file. */
    String name(int column) {
        return names.get(column);
    }

    private static List<String> columnsOfCurrentWeek(ReportType type) throws IOException {
        String resource = type.key() + "-columns.txt";
        try (InputStream stream = ReportLayout.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The file " + resource + " is missing in the application");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    private static List<String> withoutTrailingEmptyNames(List<String> header) {
        int size = header.size();
        while (size > 0 && header.get(size - 1).isBlank()) {
            size--;
        }
        return header.subList(0, size).stream().map(String::strip).toList();
    }

    private static boolean place(
            ReportColumns.Column column, Map<String, List<Integer>> positions, int[] targets, String file)
            throws ArchiveException {
        List<Integer> found = column.names().stream()
                .flatMap(name -> positions.getOrDefault(normal(name), List.of()).stream())
                .toList();
        if (found.size() > 1) {
            throw new ArchiveException(
                    file,
                    "a header with " + found.size() + " columns named '" + column.name() + "'",
                    "one",
                    "The CFTC may have changed the format of its reports. Inspect the file.");
        }
        for (int position : found) {
            targets[position] = column.target();
        }
        return !found.isEmpty();
    }

    private static boolean placeDates(ReportType type, Map<String, List<Integer>> positions, int[] targets, String file)
            throws ArchiveException {
        boolean placed = false;
        for (String name : ReportColumns.dates(type)) {
            placed |= place(new ReportColumns.Column(ReportColumns.DATE, name), positions, targets, file);
        }
        return placed;
    }

    private static ArchiveException lacking(ReportType type, List<String> header, List<String> missing, String file) {
        return new ArchiveException(
                file,
                "a header that begins with '" + Excerpt.cut(String.join(",", header), SHOWN_CHARACTERS) + "' and lacks "
                        + missing.stream().collect(Collectors.joining("', '", "'", "'")),
                "all stored columns of a " + type.key() + " report",
                "It may be the file of another report, or the CFTC may have changed the format. Inspect the file.");
    }

    private static String normal(String name) {
        return name.replaceAll("[\\s_=]+", "").toLowerCase(Locale.ROOT);
    }
}
