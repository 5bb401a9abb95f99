package cotinga.cftc;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows whose cells are apart already, by the same rules as the lines of an archive. */
public final class RowReader {
    private final ReportVariant variant;
    private final String file;
    private final ReportDates dates;
    private final WeekHandler handler;
    private int weeks;
    private int malformed;
    private int foreign;
    private int row;
    private @Nullable MalformedLine firstMalformed;

    /**
     * Reads rows of these columns.
     *
     * @param columns their names, as the CFTC's files give them
     * @param file where the rows come from, for messages
     * @param latest the latest report date that a row can have
     * @param dates the report dates that were asked for; a row of another one counts as malformed
     * @throws ArchiveException when a column that is stored is not among them
     */
    public RowReader(ReportVariant variant, List<String> columns, String file, LocalDate latest, ReportDates dates)
            throws ArchiveException {
        this.variant = variant;
        this.file = file;
        this.dates = dates;
        this.handler = new WeekHandler(
                ReportLayout.ofHeader(variant.type(), columns, file),
                new ReportScope(variant, latest),
                () -> row,
                WeekHandler.Texts.none());
    }

    /**
     * Reads one row.
     *
     * @param number its number, the first being 1
     * @param cells a text for each column, empty where there is none
     * @param text the row as it came, for the quarantine
     * @param understood takes the week
     * @param notUnderstood takes the row when it cannot be understood
     * @throws ArchiveException when it is of the variant's other subtype
     */
    public void read(
            int number,
            List<String> cells,
            String text,
            Consumer<Week> understood,
            Consumer<MalformedLine> notUnderstood)
            throws ArchiveException {
        row = number;
        LineResult result =
                handler.record(number, cells.stream().map(RowReader::asBytes).toList());
        if (result instanceof LineResult.Understood week
                && !dates.hold(week.week().reportDate())) {
            result = new LineResult.NotUnderstood(dates.complaint(week.week().reportDate()));
            foreign++;
        }
        if (result instanceof LineResult.Understood week) {
            understood.accept(week.week());
            weeks++;
        } else if (result instanceof LineResult.NotUnderstood complaint) {
            MalformedLine line = new MalformedLine(file, number, complaint.reason(), text);
            firstMalformed = firstMalformed == null ? line : firstMalformed;
            notUnderstood.accept(line);
            malformed++;
        } else if (result instanceof LineResult.OfOtherSubtype other) {
            throw ReportReader.ofOtherSubtype(file, variant, number, other);
        }
    }

    /**
     * How the rows were understood.
     *
     * @throws ArchiveException when none was
     */
    public ReportReader.Tally end() throws ArchiveException {
        if (weeks == 0 && foreign > 0) {
            throw ReportReader.ofOtherDates(file, dates);
        }
        if (weeks == 0) {
            throw ReportReader.nothingUnderstood(file, variant, malformed, firstMalformed);
        }
        return new ReportReader.Tally(weeks + malformed, weeks, malformed, foreign);
    }

    /** A text as the reader of lines sees it: its bytes taken for Latin-1. */
    private static String asBytes(String cell) {
        return cell.chars().allMatch(character -> character < 0x80)
                ? cell
                : new String(cell.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
