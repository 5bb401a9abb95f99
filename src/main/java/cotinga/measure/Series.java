package cotinga.measure;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a basis, one per week, with their indexes, percentiles and z-scores over any window. Each is computed once, however many
 * measures use it.
 */
final class Series {
    private static final double PERCENT = 100.0;
    private static final double HALF = 2.0;

    private final Weeks weeks;
    private final double[] values;

    /** For each week with a value, how many of the last values are equal to it, itself included. */
    private final int[] equal;

    /** For each index, the number of values before that week. */
    private final int[] known;

    private final Map<Integer, Values> reasons = new HashMap<>();
    private final Map<Integer, Values> indexes = new HashMap<>();
    private final Map<Integer, Values> percentiles = new HashMap<>();
    private final Map<Integer, Values> scores = new HashMap<>();
    private final Map<Integer, Values> sampleScores = new HashMap<>();
    private @Nullable SlidingExtremes extremes;
    private @Nullable Ranks ranks;
    private @Nullable Sums sums;
    private @Nullable Values plain;

    /** @param values one per week, NaN if there is none */
    Series(Weeks weeks, double[] values) {
        this.weeks = weeks;
        this.values = values;
        equal = new int[values.length];
        known = new int[values.length + 1];
        int last = Weeks.NONE;
        for (int week = 0; week < values.length; week++) {
            boolean isKnown = !Double.isNaN(values[week]);
            known[week + 1] = known[week] + (isKnown ? 1 : 0);
            equal[week] = last != Weeks.NONE && values[last] == values[week] ? equal[last] + 1 : 1;
            last = isKnown ? week : last;
        }
    }

    int size() {
        return values.length;
    }

    /** The value of a week, NaN if there is none. */
    double get(int week) {
        return values[week];
    }

    boolean has(int week) {
        return !Double.isNaN(values[week]);
    }

    /** The number of values up to a week. */
    int knownUpTo(int week) {
        return known[week + 1];
    }

    /** The number of values in the window of a week. */
    int knownIn(Window window, int week) {
        return known[week + 1] - known[window.first()[week]];
    }

    /** The values as a column. */
    Values plain() {
        Values column = plain == null ? computePlain() : plain;
        plain = column;
        return column;
    }

    /** {@code 100·(x0 − min)/(max − min)}. */
    Values index(int count) {
        return indexes.computeIfAbsent(count, this::computeIndex);
    }

    /** The mid-rank: {@code 100·(count(v < x0) + count(v = x0)/2)/n}. */
    Values percentile(int count) {
        return percentiles.computeIfAbsent(count, this::computePercentile);
    }

    /**
     * {@code (x0 − mean)/σ}.
     *
     * @param ofSample whether σ is that of a sample, or that of a population
     */
    Values score(int count, boolean ofSample) {
        return (ofSample ? sampleScores : scores)
                .computeIfAbsent(count, weeksOfWindow -> computeScore(weeksOfWindow, ofSample ? 1 : 0));
    }

    /** The extremes of a window before its first step. */
    SlidingExtremes extremes() {
        SlidingExtremes range = extremes == null ? new SlidingExtremes(values) : extremes;
        extremes = range;
        range.clear();
        return range;
    }

    /** The ranks in an empty window. */
    Ranks ranks() {
        Ranks order = ranks == null ? new Ranks(values) : ranks;
        ranks = order;
        order.clear();
        return order;
    }

    private Sums sums() {
        Sums all = sums == null ? new Sums(values) : sums;
        sums = all;
        return all;
    }

    private Values computePlain() {
        Values column = new Values(size());
        for (int week = 0; week < size(); week++) {
            if (has(week)) {
                column.set(week, values[week]);
            } else {
                column.setAbsent(week, Reason.MISSING);
            }
        }
        return column;
    }

    private Values computeIndex(int count) {
        Window window = weeks.window(count);
        Values result = absences(count).withSameReasons();
        SlidingExtremes range = extremes();
        for (int week = 0; week < size(); week++) {
            range.slide(week, window.first()[week]);
            if (!result.hasReason(week)) {
                double lowest = range.lowest();
                result.set(week, PERCENT * (values[week] - lowest) / (range.highest() - lowest));
            }
        }
        return result;
    }

    private Values computePercentile(int count) {
        Window window = weeks.window(count);
        Values result = absences(count).withSameReasons();
        Ranks order = ranks();
        int first = 0;
        for (int week = 0; week < size(); week++) {
            if (has(week)) {
                order.add(week);
            }
            for (; first < window.first()[week]; first++) {
                if (has(first)) {
                    order.remove(first);
                }
            }
            if (!result.hasReason(week)) {
                result.set(week, PERCENT * (order.lower(week) + order.equal(week) / HALF) / result.found(week));
            }
        }
        return result;
    }

    private Values computeScore(int count, int ddof) {
        Window window = weeks.window(count);
        Values result = absences(count).withSameReasons();
        Sums all = sums();
        for (int week = 0; week < size(); week++) {
            if (!result.hasReason(week)) {
                int found = result.found(week);
                result.set(week, all.score(window.first()[week], week, found, found - ddof));
            }
        }
        return result;
    }

    /** Which weeks have no index, percentile and z-score over a window, for which reason, and how many values the windows have. */
    private Values absences(int count) {
        return reasons.computeIfAbsent(count, this::computeAbsences);
    }

    private Values computeAbsences(int count) {
        Window window = weeks.window(count);
        Values result = new Values(size());
        for (int week = 0; week < size(); week++) {
            int found = knownIn(window, week);
            result.setFound(week, found);
            if (!has(week)) {
                result.setAbsent(week, Reason.MISSING);
            } else if (found < window.needed()[week]) {
                result.setAbsent(week, Reason.INSUFFICIENT_HISTORY);
            } else if (equal[week] >= found) {
                result.setAbsent(week, Reason.FLAT);
            }
        }
        return result;
    }
}
