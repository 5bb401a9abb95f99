package cotinga.measure;

import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the measures of one market compute from. Whatever several of them need is computed once. */
final class MarketSeries {
    private static final double PERCENT = 100.0;
    private static final int ALL_GROUPS = -1;

    /** How old a close may be on a report date. */
    private static final int DAYS_WITHOUT_CLOSE = 5;

    private final MarketWeeks input;
    private final MarketHistory history;
    private final boolean ofSample;
    private final Weeks weeks;
    private final Map<Integer, double[]> columns = new HashMap<>();
    private final Map<Basis, Map<Integer, Series>> series = new EnumMap<>(Basis.class);
    private final Map<Integer, Flips> flips = new HashMap<>();
    private @Nullable Series closes;
    private @Nullable Values priceChanges;

    /** @param ofSample whether standard deviations are those of samples */
    MarketSeries(MarketWeeks input, WindowRule rule, boolean ofSample) {
        this.input = input;
        this.history = input.history();
        this.ofSample = ofSample;
        this.weeks = new Weeks(history.reportDates(), rule);
    }

    MarketWeeks input() {
        return input;
    }

    Weeks weeks() {
        return weeks;
    }

    int size() {
        return weeks.size();
    }

    boolean ofSample() {
        return ofSample;
    }

    /** The number of the group that a dashboard shows as the speculative side; 0 is g1. */
    int speculativeGroup() {
        return group(type().speculativeGroup());
    }

    /** The number of the group that a dashboard shows as the commercial side. */
    int commercialGroup() {
        return group(type().commercialGroup());
    }

    /** The values of a basis. */
    Series series(int group, Basis basis) {
        return series.computeIfAbsent(basis, unused -> new HashMap<>())
                .computeIfAbsent(
                        basis.hasGroup() ? group : ALL_GROUPS, unused -> new Series(weeks, values(group, basis)));
    }

    /** The flips of a group's net. */
    Flips flips(int group) {
        return flips.computeIfAbsent(group, unused -> Flips.of(series(group, Basis.NET)));
    }

    /** A column of the whole market, NaN where not disclosed. */
    double[] column(int index) {
        return columns.computeIfAbsent(index, unused -> widened(history.column(index)));
    }

    /** A column of a group, such as {@link WeekColumn#CHANGE_LONG}, NaN where not disclosed. */
    double[] column(int group, int offset) {
        return column(WeekColumn.group(group, offset));
    }

    /** The close on each report date, else the last one up to 5 days before. */
    Series closes() {
        Series prices = closes == null ? new Series(weeks, closesOnReportDates()) : closes;
        closes = prices;
        return prices;
    }

    /** Whether the close of the oldest week, and so that of every week, depends on no session that is left out. */
    boolean hasAllCloses() {
        return input.sessions().since() <= weeks.date(0) - DAYS_WITHOUT_CLOSE;
    }

    /** The close of each week minus that of the week before. */
    Values priceChanges() {
        Values changes = priceChanges == null ? computePriceChanges() : priceChanges;
        priceChanges = changes;
        return changes;
    }

    private ReportType type() {
        return history.variant().type();
    }

    private int group(TraderGroup group) {
        return type().groups().indexOf(group);
    }

    private double[] values(int group, Basis basis) {
        double[] values = published(group, basis);
        return input.unit().isNotional() && basis.isCounted() ? notional(values) : values;
    }

    private double[] notional(double[] contracts) {
        double[] values = new double[contracts.length];
        for (int week = 0; week < values.length; week++) {
            values[week] = contracts[week] * input.unit().valueAtOne() * closes().get(week);
        }
        return values;
    }

    private double[] published(int group, Basis basis) {
        return switch (basis) {
            case NET -> difference(column(group, WeekColumn.LONG), column(group, WeekColumn.SHORT));
            case NET_OI ->
                percent(
                        difference(column(group, WeekColumn.LONG), column(group, WeekColumn.SHORT)),
                        column(WeekColumn.OPEN_INTEREST));
            case LONG -> column(group, WeekColumn.LONG);
            case SHORT -> column(group, WeekColumn.SHORT);
            case LONG_OI -> percent(column(group, WeekColumn.LONG), column(WeekColumn.OPEN_INTEREST));
            case SHORT_OI -> percent(column(group, WeekColumn.SHORT), column(WeekColumn.OPEN_INTEREST));
            case SPREAD -> column(group, WeekColumn.SPREAD);
            case OI -> column(WeekColumn.OPEN_INTEREST);
        };
    }

    /** A column that was not read has no values. */
    private double[] widened(int[] column) {
        double[] widened = new double[size()];
        for (int week = 0; week < widened.length; week++) {
            boolean isKnown = column.length != 0 && column[week] != WeekColumn.MISSING;
            widened[week] = isKnown ? column[week] : Double.NaN;
        }
        return widened;
    }

    private static double[] difference(double[] minuends, double[] subtrahends) {
        double[] differences = new double[minuends.length];
        for (int week = 0; week < differences.length; week++) {
            differences[week] = minuends[week] - subtrahends[week];
        }
        return differences;
    }

    private static double[] percent(double[] parts, double[] wholes) {
        double[] percentages = new double[parts.length];
        for (int week = 0; week < percentages.length; week++) {
            // -0.0 becomes 0.0, so that equal values are equal in every order
            percentages[week] = wholes[week] == 0.0 ? Double.NaN : PERCENT * parts[week] / wholes[week] + 0.0;
        }
        return percentages;
    }

    private double[] closesOnReportDates() {
        Sessions sessions = input.sessions();
        double[] found = new double[size()];
        int next = 0;
        int last = Weeks.NONE;
        for (int week = 0; week < found.length; week++) {
            for (; next < sessions.dates().length && sessions.dates()[next] <= weeks.date(week); next++) {
                last = Double.isNaN(sessions.closes()[next]) ? last : next;
            }
            boolean isRecent = last != Weeks.NONE && sessions.dates()[last] >= weeks.date(week) - DAYS_WITHOUT_CLOSE;
            found[week] = isRecent ? sessions.closes()[last] : Double.NaN;
        }
        return found;
    }

    private Values computePriceChanges() {
        Series prices = closes();
        Values changes = new Values(size());
        for (int week = 0; week < size(); week++) {
            int before = weeks.before(week);
            if (!prices.has(week)) {
                changes.setAbsent(week, Reason.NO_PRICE);
            } else if (before == Weeks.NONE) {
                changes.setAbsent(week, Reason.MISSING);
            } else if (!prices.has(before)) {
                changes.setAbsent(week, Reason.NO_PRICE);
            } else {
                changes.set(week, prices.get(week) - prices.get(before));
            }
        }
        return changes;
    }
}
