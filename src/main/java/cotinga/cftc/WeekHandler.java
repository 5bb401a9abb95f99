package cotinga.cftc;

import cotinga.base.Excerpt;
import cotinga.report.MarketCode;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Builds a week from the cells of one record. It checks only the stored cells and the subtype. */
final class WeekHandler extends AbstractBaseCsvCallbackHandler<LineResult> {
    private static final int SHOWN_CHARACTERS = 60;

    private final ReportLayout layout;
    private final ReportScope scope;
    private final int[] targets;
    private final char[] mark;
    private final char[] otherMark;
    private final IntSupplier line;
    private final Texts texts;
    private final int[] counts = new int[WeekColumn.COUNT];
    private final double[] concentrations = new double[WeekColumn.CONCENTRATIONS];
    private String name = "";
    private String exchange = "";
    private Optional<MarketCode> code = Optional.empty();
    private int reportDate;
    private int reportDateColumn;
    private @Nullable String complaint;
    private @Nullable String surplus;
    private boolean ofOtherSubtype;

    /** The texts that repeat in a file. One instance of each is kept. */
    record Texts(Interner<String> names, Interner<String> exchanges, Interner<Optional<MarketCode>> codes) {
        static Texts none() {
            return new Texts(
                    new Interner<>(FileText::decoded),
                    new Interner<>(FileText::decoded),
                    new Interner<>(
                            text -> MarketCode.isValid(text) ? Optional.of(new MarketCode(text)) : Optional.empty()));
        }
    }

    /** @param line returns the number of the current line */
    WeekHandler(ReportLayout layout, ReportScope scope, IntSupplier line, Texts texts) {
        this.layout = layout;
        this.scope = scope;
        this.targets = layout.targets();
        this.mark = scope.mark();
        this.otherMark = scope.otherMark();
        this.line = line;
        this.texts = texts;
        Arrays.fill(counts, WeekColumn.MISSING);
        Arrays.fill(concentrations, Double.NaN);
    }

    /** Builds the result of a record whose cells are already separate. */
    LineResult record(int number, List<String> cells) {
        beginRecord(number);
        for (String cell : cells) {
            addField(cell.toCharArray(), 0, cell.length(), false);
        }
        return buildRecord();
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        reportDate = Cell.NO_DATE;
        complaint = null;
        surplus = null;
        ofOtherSubtype = false;
    }

    @Override
    protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
        if (column >= targets.length) {
            handleSurplus(column, text, offset, length);
            return;
        }
        int target = targets[column];
        if (target == ReportLayout.NOT_STORED || complaint != null) {
            return;
        }
        int start = offset;
        int end = offset + length;
        while (start < end && Cell.isBlank(text[start])) {
            start++;
        }
        while (end > start && Cell.isBlank(text[end - 1])) {
            end--;
        }
        if (target < ReportColumns.FIRST_CONCENTRATION) {
            handleCount(column, target, text, start, end);
        } else if (target < ReportColumns.NAME) {
            handleConcentration(column, target - ReportColumns.FIRST_CONCENTRATION, text, start, end);
        } else {
            handleText(column, target, text, start, end);
        }
    }

    @Override
    protected LineResult buildRecord() {
        int width = targets.length;
        if (getFieldCount() < width) {
            return new LineResult.Malformed("it has " + getFieldCount() + " cells, expected " + width);
        }
        if (surplus != null) {
            return new LineResult.Malformed(
                    "it has " + getFieldCount() + " cells, expected " + width + " and no text after them: " + surplus);
        }
        if (complaint == null && reportDate == Cell.NO_DATE) {
            complaint = "it has no report date, expected one in " + dateColumns();
        }
        if (complaint != null) {
            return new LineResult.Malformed(complaint);
        }
        if (ofOtherSubtype) {
            return new LineResult.OtherSubtype(String.valueOf(otherMark), String.valueOf(mark));
        }
        return new LineResult.Parsed(new Week(
                code.orElseThrow(),
                reportDate,
                name,
                exchange,
                counts.clone(),
                concentrations.clone(),
                line.getAsInt()));
    }

    private void handleCount(int column, int target, char[] text, int start, int end) {
        if (Cell.isMissing(text, start, end)) {
            counts[target] = WeekColumn.MISSING;
            return;
        }
        long count = Cell.count(text, start, end);
        if (count == Cell.NO_COUNT) {
            complain(column, text, start, end, "a whole number of at most ±2147483647, '.' or nothing");
            return;
        }
        counts[target] = (int) count;
    }

    private void handleConcentration(int column, int index, char[] text, int start, int end) {
        if (Cell.isMissing(text, start, end)) {
            concentrations[index] = Double.NaN;
            return;
        }
        double percentage = Cell.decimal(text, start, end);
        if (!Double.isFinite(percentage)) {
            complain(column, text, start, end, "a decimal number, '.' or nothing");
            return;
        }
        concentrations[index] = percentage;
    }

    private void handleText(int column, int target, char[] text, int start, int end) {
        switch (target) {
            case ReportColumns.NAME -> name = textOf(texts.names(), column, text, start, end);
            case ReportColumns.EXCHANGE -> exchange = textOf(texts.exchanges(), column, text, start, end);
            case ReportColumns.CODE -> {
                code = texts.codes().of(text, start, end);
                if (code.isEmpty()) {
                    complain(column, text, start, end, MarketCode.FORM);
                }
            }
            case ReportColumns.DATE -> handleDate(column, text, start, end);
            case ReportColumns.SUBTYPE -> handleSubtype(column, text, start, end);
            default -> throw new IllegalStateException("No column has the target " + target);
        }
    }

    private String textOf(Interner<String> known, int column, char[] text, int start, int end) {
        String value = known.of(text, start, end);
        if (value.indexOf('\0') >= 0) {
            complain(column, text, start, end, "text without NUL characters");
        }
        return value;
    }

    private void handleDate(int column, char[] text, int start, int end) {
        if (start == end) {
            return;
        }
        int date = Cell.date(text, start, end);
        if (date == Cell.NO_DATE) {
            complain(column, text, start, end, "a date that exists, as YYYY-MM-DD, YYMMDD or M/D/YYYY");
        } else if (!scope.includes(date)) {
            complain(column, text, start, end, "a date from " + ReportScope.EARLIEST + " to " + scope.latest());
        } else if (reportDate == Cell.NO_DATE) {
            reportDate = date;
            reportDateColumn = column;
        } else if (reportDate != date) {
            complain(
                    column,
                    text,
                    start,
                    end,
                    LocalDate.ofEpochDay(reportDate) + " as in '" + layout.name(reportDateColumn) + "'");
        }
    }

    private void handleSubtype(int column, char[] text, int start, int end) {
        ofOtherSubtype = Arrays.equals(text, start, end, otherMark, 0, otherMark.length);
        if (!ofOtherSubtype && !Arrays.equals(text, start, end, mark, 0, mark.length)) {
            complain(column, text, start, end, "'" + String.valueOf(mark) + "'");
        }
    }

    private void handleSurplus(int column, char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (surplus == null && !Cell.isBlank(text[i])) {
                surplus = "cell " + (column + 1) + " is '" + excerpt(text, offset, offset + length) + "'";
            }
        }
    }

    private void complain(int column, char[] text, int start, int end, String expected) {
        complaint = "'" + layout.name(column) + "' is '" + excerpt(text, start, end) + "', expected " + expected;
    }

    private String dateColumns() {
        StringBuilder columns = new StringBuilder();
        for (int column = 0; column < targets.length; column++) {
            if (targets[column] == ReportColumns.DATE) {
                columns.append(columns.isEmpty() ? "'" : " or '")
                        .append(layout.name(column))
                        .append('\'');
            }
        }
        return columns.toString();
    }

    private static String excerpt(char[] text, int start, int end) {
        return Excerpt.cut(FileText.decoded(new String(text, start, end - start)), SHOWN_CHARACTERS);
    }
}
