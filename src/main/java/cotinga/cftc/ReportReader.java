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

/** Parses the text of an archive. Each line is a week, or malformed for a stated reason. */
public final class ReportReader {
    private final ReportVariant variant;
    private final ReportScope scope;
    private final boolean hasHeader;
    private final String file;
    private final ReportDates dates;

    /**
     * @param hasHeader whether the first line names the columns; otherwise they are in the order of the weekly file
     * @param file the name of the archive, for messages
     * @param latest the latest possible report date; a line with a later one is malformed
     * @param dates the report dates that the file may contain; a line with another one is malformed
     */
    public ReportReader(ReportVariant variant, boolean hasHeader, String file, LocalDate latest, ReportDates dates) {
        this.variant = variant;
        this.scope = new ReportScope(variant, latest);
        this.hasHeader = hasHeader;
        this.file = file;
        this.dates = dates;
    }

    /**
     * The numbers of lines in a text.
     *
     * @param lines all lines except the header and blank lines
     * @param weeks how many of them are weeks
     * @param malformed how many are not
     * @param foreign how many of the malformed are weeks with a report date that the file may not contain
     */
    public record Tally(int lines, int weeks, int malformed, int foreign) {}

    /**
     * Reads the text once, line by line.
     *
     * @param weeks accepts each week
     * @param malformed accepts each malformed line
     * @throws ArchiveException if the header lacks a stored column, no line is a week that the file may contain, or a line is of the
     *     variant's other subtype
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
                if (result instanceof LineResult.Parsed understood
                        && !dates.include(understood.week().reportDate())) {
                    result = new LineResult.Malformed(
                            dates.complaint(understood.week().reportDate()));
                    foreignCount++;
                }
                if (result instanceof LineResult.Parsed understood) {
                    weeks.accept(understood.week());
                    weekCount++;
                } else if (result instanceof LineResult.Malformed notUnderstood) {
                    MalformedLine line = new MalformedLine(file, lines.number(), notUnderstood.reason(), lines.text());
                    firstMalformed = firstMalformed == null ? line : firstMalformed;
                    malformed.accept(line);
                    malformedCount++;
                } else if (result instanceof LineResult.OtherSubtype other) {
                    throw ofOtherSubtype(file, variant, lines.number(), other);
                }
            }
            if (weekCount == 0 && foreignCount > 0) {
                throw ofOtherDates(file, dates);
            }
            if (weekCount == 0) {
                throw noValidLine(file, variant, malformedCount, firstMalformed);
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
                    file, "a header that is not a line of CSV", "column names separated by commas", remedy());
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    static ArchiveException noValidLine(
            String file, ReportVariant variant, int malformed, @Nullable MalformedLine first) {
        String found = first == null
                ? "no weeks"
                : "no valid line (" + malformed + " malformed, the first is line " + first.line() + ": "
                        + first.reason() + ")";
        return new ArchiveException(file, found, "weeks of " + variant.path(), remedy());
    }

    static ArchiveException ofOtherDates(String file, ReportDates dates) {
        return new ArchiveException(
                file,
                "no week of " + dates.shown(),
                "some",
                "The name is that of a file of other years. Inspect the file.");
    }

    static ArchiveException ofOtherSubtype(
            String file, ReportVariant variant, int line, LineResult.OtherSubtype other) {
        return new ArchiveException(
                file,
                "'" + other.found() + "' in line " + line,
                "'" + other.expected() + "' in every line of " + variant.path(),
                "The server confuses futures only with combined. Retry later, or set cotinga.cftc.base-url to another server.");
    }

    private static String remedy() {
        return "Download it again. If the error remains, inspect the file.";
    }
}
