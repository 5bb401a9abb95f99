package cotinga.cftc;

import cotinga.report.ReportVariant;
import cotinga.report.Week;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parses rows whose cells are already separate, by the same rules as the lines of an archive. */
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
     * Creates a reader of rows with these columns.
     *
     * @param columns their names in the CFTC's files
     * @param file where the rows come from, for messages
     * @param latest the latest possible report date
     * @param dates the requested report dates; a row with another one is malformed
     * @throws ArchiveException if a stored column is missing
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
     * @param number its number; the first row is 1
     * @param cells a text for each column, empty if the row has none
     * @param text the whole row, for the quarantine
     * @param understood accepts the week
     * @param notUnderstood accepts the row if it is malformed
     * @throws ArchiveException if the row is of the variant's other subtype
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
        if (result instanceof LineResult.Parsed week
                && !dates.include(week.week().reportDate())) {
            result = new LineResult.Malformed(dates.complaint(week.week().reportDate()));
            foreign++;
        }
        if (result instanceof LineResult.Parsed week) {
            understood.accept(week.week());
            weeks++;
        } else if (result instanceof LineResult.Malformed complaint) {
            MalformedLine line = new MalformedLine(file, number, complaint.reason(), text);
            firstMalformed = firstMalformed == null ? line : firstMalformed;
            notUnderstood.accept(line);
            malformed++;
        } else if (result instanceof LineResult.OtherSubtype other) {
            throw ReportReader.ofOtherSubtype(file, variant, number, other);
        }
    }

    /**
     * Returns the numbers of rows.
     *
     * @throws ArchiveException if no row is valid
     */
    public ReportReader.Tally end() throws ArchiveException {
        if (weeks == 0 && foreign > 0) {
            throw ReportReader.ofOtherDates(file, dates);
        }
        if (weeks == 0) {
            throw ReportReader.noValidLine(file, variant, malformed, firstMalformed);
        }
        return new ReportReader.Tally(weeks + malformed, weeks, malformed, foreign);
    }

    /** A text as the reader of lines receives it: its UTF-8 bytes decoded as Latin-1. */
    private static String asBytes(String cell) {
        return cell.chars().allMatch(character -> character < 0x80)
                ? cell
                : new String(cell.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
