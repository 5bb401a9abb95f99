package cotinga.cftc;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.report.Week;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of a report in the format of the CFTC. */
public final class ReportText {
    /** Later than every valid report date in tests. */
    static final LocalDate LATEST = LocalDate.of(2085, 12, 31);

    static final String SUBTYPE = "FutOnly_or_Combined";

    private ReportText() {}

    /** The names of a report's columns, in the order of its files. */
    public static List<String> columns(ReportType type) {
        try (InputStream stream = ReportText.class.getResourceAsStream(type.key() + "-columns.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String header(ReportType type) {
        return header(columns(type));
    }

    public static String header(List<String> columns) {
        return columns.stream().map(ReportText::quoted).collect(Collectors.joining(","));
    }

    /** A line of the first variant of a type. Each number is the position of its column, from 0. */
    public static Line line(ReportType type) {
        return line(variant(type));
    }

    /** The first variant of a type: futures only, if there is one. */
    static ReportVariant variant(ReportType type) {
        return ReportVariant.find(type, Subtype.FO).orElseGet(() -> ReportVariant.of(type, Subtype.CO));
    }

    /** A line in which each number is the position of its column, from 0. */
    public static Line line(ReportVariant variant) {
        return new Line(variant);
    }

    static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** The result of reading a text. */
    record Reading(ReportReader.Tally tally, List<Week> weeks, List<MalformedLine> malformed) {
        Week week() {
            return weeks.get(0);
        }

        /** The reason of the only malformed line. */
        String reason() {
            return malformed.get(0).reason();
        }
    }

    /** Reads a yearly file. */
    static Reading read(ReportVariant variant, byte[] text) throws IOException {
        return read(new ReportReader(variant, true, "annual.txt", LATEST, ReportDates.ANY), text);
    }

    static Reading read(ReportVariant variant, String text) throws IOException {
        return read(variant, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a yearly legacy file of these lines below the header. */
    static Reading readLegacy(String... lines) throws IOException {
        return read(ReportVariant.LEGACY_FO, header(ReportType.LEGACY) + "\r\n" + String.join("\r\n", lines) + "\r\n");
    }

    static Reading read(ReportReader reader, byte[] text) throws IOException {
        List<Week> weeks = new ArrayList<>();
        List<MalformedLine> malformed = new ArrayList<>();
        ReportReader.Tally tally = reader.read(() -> new ByteArrayInputStream(text), weeks::add, malformed::add);
        return new Reading(tally, weeks, malformed);
    }

    /** A builder of a line with raw cells. */
    public static final class Line {
        private final List<String> columns;
        private final List<String> cells;

        private Line(ReportVariant variant) {
            columns = columns(variant.type());
            cells = IntStream.range(0, columns.size())
                    .mapToObj(position -> String.format(Locale.ROOT, "%7d", position))
                    .collect(Collectors.toCollection(ArrayList::new));
            cells.set(0, "\"WHEAT-SRW - CHICAGO BOARD OF TRADE\"");
            cells.set(1, "211228");
            cells.set(2, "2021-12-28");
            cells.set(3, "001602");
            cells.set(4, "CBT ");
            if (columns.contains(SUBTYPE)) {
                with(SUBTYPE, variant.subtype() == Subtype.FO ? "FutOnly" : "Combined");
            }
        }

        /** Replaces the cell of a column, quoted if necessary. */
        public Line with(String column, String cell) {
            return withRaw(column, cell.contains(",") || cell.contains("\"") ? quoted(cell) : cell);
        }

        public Line withRaw(String column, String cell) {
            cells.set(columns.indexOf(column), cell);
            return this;
        }

        Line withCode(String code) {
            cells.set(3, code);
            return this;
        }

        public Line first(int count) {
            cells.subList(count, cells.size()).clear();
            return this;
        }

        public Line and(String... more) {
            cells.addAll(List.of(more));
            return this;
        }

        @Override
        public String toString() {
            return String.join(",", cells);
        }
    }
}
