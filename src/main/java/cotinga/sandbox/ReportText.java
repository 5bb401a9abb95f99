package cotinga.sandbox;

import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Writes weeks in the CFTC's exact format, including its spaces. */
final class ReportText {
    /** The formats of the CFTC's files. */
    enum Form {
        /** With a header. Names and the codes at the end are quoted. */
        ARCHIVE,
        /**
         * As up to 2014, with a space between a text and its comma, dots padded like numbers, and another name for the date
         * column.
         */
        EARLY_ARCHIVE,
        /** Without a header. Legacy and supplemental are quoted as in their archives, the others only if a value has a comma. */
        WEEKLY
    }

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final int WIDE = 8;
    private static final int NARROW = 7;
    private static final int FEWEST_DISCLOSED_TRADERS = 4;

    private final ReportVariant variant;
    private final Form form;
    private final Optional<LocalDate> uncorrected;
    private final StringBuilder text = new StringBuilder(1 << 16);

    private ReportText(ReportVariant variant, Form form, Optional<LocalDate> uncorrected) {
        this.variant = variant;
        this.form = form;
        this.uncorrected = uncorrected;
    }

    /**
     * The weeks of all markets: market by market, newest first.
     *
     * @param isReleased whether the release of a report date has a market
     * @param uncorrected the report date whose misclassified traders are not yet corrected
     */
    static String of(
            ReportVariant variant,
            Form form,
            List<SandboxMarket> markets,
            List<LocalDate> reportDates,
            BiPredicate<SandboxMarket, LocalDate> isReleased,
            Optional<LocalDate> uncorrected) {
        ReportText report = new ReportText(variant, form, uncorrected);
        if (form != Form.WEEKLY) {
            report.header();
        }
        for (SandboxMarket market : markets) {
            MarketModel model = new MarketModel(market, variant);
            for (LocalDate reportDate : reportDates) {
                if (market.isPublished(reportDate) && isReleased.test(market, reportDate)) {
                    report.week(market, model, reportDate);
                }
            }
        }
        return report.text.toString();
    }

    private void header() {
        for (String column : SandboxResource.columns(variant.type().key())) {
            text.append('"').append(headerName(column)).append("\",");
        }
        text.setLength(text.length() - 1);
        if (form == Form.EARLY_ARCHIVE && variant.type() == ReportType.LEGACY) {
            text.append(' ');
        }
        endLine();
    }

    private String headerName(String column) {
        return switch (column) {
            case "Total Reportable Positions-Long (All)" -> " " + column;
            case "Change_Comm_Short_All_NoCIT" -> column + " ";
            case "Report_Date_as_YYYY-MM-DD" -> early("Report_Date_as_MM_DD_YYYY", column);
            case "As_of_Date_In_Form_YYYY-MM-DD" -> early("As_of_Date_In_Form_MM/DD/YYYY", column);
            case "Traders_Tot_Rept_Long_All", "Traders_Tot_Rept_Short_All" ->
                variant.type() == ReportType.CIT ? early(column + "_NoCIT", column) : column;
            default -> column;
        };
    }

    private String early(String before, String now) {
        return form == Form.EARLY_ARCHIVE ? before : now;
    }

    private void week(SandboxMarket market, MarketModel model, LocalDate reportDate) {
        text(market.name(reportDate));
        code(YYMMDD.format(reportDate));
        text.append(reportDate).append(',');
        boolean quoted = variant.type() == ReportType.CIT;
        identifier(market.code().value(), quoted);
        identifier(padded(market.exchange(), 4), quoted);
        code(market.region());
        identifier(padded(market.commodity(), 4), quoted);
        positions(market, model, reportDate);
        traders(model.traders(reportDate).cells(variant.type()));
        if (variant.type() == ReportType.CIT) {
            text(market.units());
            endWeek();
            return;
        }
        concentrations(model.concentrations(reportDate));
        text(market.units());
        text(market.code().value());
        text(form == Form.EARLY_ARCHIVE ? market.exchange() : padded(market.exchange(), 4));
        text(form == Form.EARLY_ARCHIVE ? market.commodity() : padded(market.commodity(), 4));
        if (variant.type() != ReportType.LEGACY) {
            text(market.subgroup());
            text(variant.subtype() == Subtype.FO ? "FutOnly" : "Combined");
        }
        endWeek();
    }

    private void positions(SandboxMarket market, MarketModel model, LocalDate reportDate) {
        int[] cells = cells(model, reportDate);
        inEachCropYear(cells, this::counts);
        LocalDate weekBefore = reportDate.minusWeeks(1);
        if (market.isPublished(weekBefore)) {
            changes(cells, cells(model, weekBefore));
        } else {
            undisclosed(cells.length);
        }
        inEachCropYear(cells, this::percentages);
    }

    private int[] cells(MarketModel model, LocalDate reportDate) {
        Positions positions = uncorrected.filter(reportDate::equals).isPresent()
                ? model.misclassified(reportDate)
                : model.positions(reportDate);
        return positions.cells(variant.type());
    }

    /**
     * Writes a block for all crop years. If the report type has them, also writes a block for the old crop year and an empty one for the
     * other.
     */
    private void inEachCropYear(int[] cells, Consumer<int[]> writer) {
        writer.accept(cells);
        if (variant.type() == ReportType.LEGACY || variant.type() == ReportType.DISAGG) {
            writer.accept(cells);
            writer.accept(new int[cells.length]);
        }
    }

    private void traders(int[] cells) {
        inEachCropYear(cells, this::traderCounts);
    }

    private void concentrations(int[] tenths) {
        inEachCropYear(tenths, block -> {
            for (int value : block) {
                cell(tenth(value), WIDE);
            }
        });
    }

    private void counts(int[] cells) {
        for (int count : cells) {
            cell(Integer.toString(count), WIDE);
        }
    }

    private void changes(int[] cells, int[] before) {
        for (int i = 0; i < cells.length; i++) {
            cell(Integer.toString(cells[i] - before[i]), WIDE);
        }
    }

    private void undisclosed(int cells) {
        for (int i = 0; i < cells; i++) {
            dot(WIDE);
        }
    }

    /** Each count as a percentage of the first, the open interest; the first itself is 100.0 even when it is zero. */
    private void percentages(int[] cells) {
        for (int i = 0; i < cells.length; i++) {
            cell(i == 0 ? "100.0" : tenth(perMille(cells[i], cells[0])), NARROW);
        }
    }

    private static int perMille(int count, int openInterest) {
        return openInterest == 0 ? 0 : (int) Math.round(1000.0 * count / openInterest);
    }

    /** The total is always disclosed. One to three traders of a group could be identified and are not disclosed. */
    private void traderCounts(int[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] > 0 && cells[i] < FEWEST_DISCLOSED_TRADERS) {
                dot(NARROW);
            } else {
                cell(Integer.toString(cells[i]), NARROW);
            }
        }
    }

    private static String tenth(int tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    private void dot(int width) {
        cell(".", form == Form.EARLY_ARCHIVE ? width : 1);
    }

    private void cell(String number, int width) {
        for (int blanks = width - number.length(); blanks > 0; blanks--) {
            text.append(' ');
        }
        text.append(number).append(',');
    }

    private void text(String value) {
        boolean quoted = form != Form.WEEKLY || isQuotedWeekly() || value.indexOf(',') >= 0;
        if (quoted) {
            text.append('"').append(value).append('"');
        } else {
            text.append(value);
        }
        text.append(form == Form.EARLY_ARCHIVE ? " ," : ",");
    }

    /** Whether the weekly file is quoted as the archives are. */
    private boolean isQuotedWeekly() {
        return variant.type() == ReportType.LEGACY || variant.type() == ReportType.CIT;
    }

    private void identifier(String value, boolean quoted) {
        if (quoted) {
            text(value);
        } else {
            code(value);
        }
    }

    private void code(String value) {
        text.append(value);
        boolean blank = form == Form.EARLY_ARCHIVE && !value.endsWith(" ");
        text.append(blank ? " ," : ",");
    }

    private static String padded(String value, int width) {
        return value + " ".repeat(Math.max(0, width - value.length()));
    }

    private void endWeek() {
        text.setLength(text.length() - (form == Form.EARLY_ARCHIVE ? 2 : 1));
        endLine();
    }

    private void endLine() {
        text.append(variant.subtype() == Subtype.FO ? "\r\n" : "\n");
    }
}
