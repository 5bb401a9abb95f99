package cotinga.cftc;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the text of an archive: each line is a week, or malformed for a reason that is told. */
public final class ReportReader {
    private final ReportVariant variant;
    private final ReportScope scope;
    private final boolean hasHeader;
    private final String file;
    private final ReportDates dates;

    /**
     * @param hasHeader whether the first line names the columns; without it they have the order of the current week's file
     * @param file the name of the archive, for messages
     * @param latest the latest report date that a line can have; a later one makes it malformed
     * @param dates the report dates that the file is responsible for; a line of another one counts as malformed
     */
    public ReportReader(ReportVariant variant, boolean hasHeader, String file, LocalDate latest, ReportDates dates) {
        this.variant = variant;
        this.scope = new ReportScope(variant, latest);
        this.hasHeader = hasHeader;
        this.file = file;
        this.dates = dates;
    }

    /**
     * How a text was understood.
     *
     * @param lines its lines but for the header and blank ones
     * @param weeks how many of them are weeks
     * @param malformed how many are not
     * @param foreign how many of the malformed are weeks of report dates that the file is not responsible for
     */
    public record Tally(int lines, int weeks, int malformed, int foreign) {}

    /**
     * Streams the text once, in the order of its lines.
     *
     * @param weeks takes each week
     * @param malformed takes each line that cannot be understood
     * @throws ArchiveException when the header lacks a column that is stored, no line at all is a week that the file is responsible
     *     for, or one is of the variant's other subtype
     */
    public Tally read(TextSource source, Consumer<Week> weeks, Consumer<MalformedLine> malformed) throws IOException {
        try (InputStream stream = source.open()) {
            PhysicalLines lines = new PhysicalLines(stream);
            LineParser parser = new LineParser(layout(lines), scope, lines);
            int weekCount = 0;
            int malformedCount = 0;
            int foreignCount = 0;
            MalformedLine firstMalformed = null;
            while (lines.next()) {
                LineResult result = parser.parse();
                if (result instanceof LineResult.Understood understood
                        && !dates.hold(understood.week().reportDate())) {
                    result = new LineResult.NotUnderstood(
                            dates.complaint(understood.week().reportDate()));
                    foreignCount++;
                }
                if (result instanceof LineResult.Understood understood) {
                    weeks.accept(understood.week());
                    weekCount++;
                } else if (result instanceof LineResult.NotUnderstood notUnderstood) {
                    MalformedLine line = new MalformedLine(file, lines.number(), notUnderstood.reason(), lines.text());
                    firstMalformed = firstMalformed == null ? line : firstMalformed;
                    malformed.accept(line);
                    malformedCount++;
                } else if (result instanceof LineResult.OfOtherSubtype other) {
                    throw ofOtherSubtype(file, variant, lines.number(), other);
                }
            }
            if (weekCount == 0 && foreignCount > 0) {
                throw ofOtherDates(file, dates);
            }
            if (weekCount == 0) {
                throw nothingUnderstood(file, variant, malformedCount, firstMalformed);
            }
            return new Tally(weekCount + malformedCount, weekCount, malformedCount, foreignCount);
        }
    }

    private ReportLayout layout(PhysicalLines lines) throws IOException {
        if (!hasHeader) {
            return ReportLayout.ofCurrentWeek(variant.type(), file);
        }
        if (!lines.next()) {
            throw new ArchiveException(file, "no text", "a header and weeks of " + variant.path(), remedy());
        }
        return ReportLayout.ofHeader(variant.type(), header(lines), file);
    }

    private List<String> header(PhysicalLines lines) throws ArchiveException {
        try {
            return LineParser.cells(lines.text());
        } catch (CsvParseException e) {
            ArchiveException unreadable = new ArchiveException(
                    file, "a header that is no line of a CSV file", "names of columns, set apart by commas", remedy());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    static ArchiveException nothingUnderstood(
            String file, ReportVariant variant, int malformed, @Nullable MalformedLine first) {
        String found = first == null
                ? "no weeks"
                : "no line that can be understood (" + malformed + " malformed, the first is line " + first.line()
                        + ": " + first.reason() + ")";
        return new ArchiveException(file, found, "weeks of " + variant.path(), remedy());
    }

    static ArchiveException ofOtherDates(String file, ReportDates dates) {
        return new ArchiveException(
                file,
                "no week of " + dates.shown(),
                "weeks of that year",
                "It is another year's file under this name: look into it.");
    }

    static ArchiveException ofOtherSubtype(
            String file, ReportVariant variant, int line, LineResult.OfOtherSubtype other) {
        return new ArchiveException(
                file,
                "'" + other.found() + "' in line " + line,
                "'" + other.expected() + "' in every line of " + variant.path(),
                "The server mixes up futures only and combined: try again later, or set cotinga.cftc.base-url to another one.");
    }

    private static String remedy() {
        return "Download it again; if that does not help, look into the file.";
    }
}
