package cotinga.analytics;

import cotinga.report.WeekColumn;

/**
 * The statistics of a column in its unit, counts or tenths of a percent: extremes of all weeks and of the newest 260, and the average of
 * the newest 13. Missing numbers are skipped. A result is {@link Tenths#MISSING} if no number remains.
 */
public record Statistics(long maximum, long minimum, long fiveYearMaximum, long fiveYearMinimum, long average) {
    private static final int FIVE_YEARS = 260;
    private static final int QUARTER = 13;

    /** Of a column of counts from the store, {@link WeekColumn#MISSING} if not disclosed. */
    public static Statistics ofCounts(int[] column) {
        return ofCounts(Columns.widened(column));
    }

    /** Of a column of counts; the average is rounded to a whole number, half to even. */
    public static Statistics ofCounts(long[] column) {
        return of(column, false);
    }

    /** Of a column of percentages in tenths, as rounded for publication; the average is rounded again. */
    public static Statistics ofTenths(long[] column) {
        return of(column, true);
    }

    private static Statistics of(long[] column, boolean tenths) {
        return new Statistics(
                maximum(column, 0),
                minimum(column, 0),
                maximum(column, column.length - FIVE_YEARS),
                minimum(column, column.length - FIVE_YEARS),
                average(column, column.length - QUARTER, tenths));
    }

    private static long maximum(long[] column, int from) {
        long maximum = Tenths.MISSING;
        for (int week = Math.max(from, 0); week < column.length; week++) {
            maximum = Math.max(maximum, column[week]);
        }
        return maximum;
    }

    private static long minimum(long[] column, int from) {
        long minimum = Long.MAX_VALUE;
        for (int week = Math.max(from, 0); week < column.length; week++) {
            if (column[week] != Tenths.MISSING) {
                minimum = Math.min(minimum, column[week]);
            }
        }
        return minimum == Long.MAX_VALUE ? Tenths.MISSING : minimum;
    }

    private static long average(long[] column, int from, boolean tenths) {
        long sum = 0;
        int known = 0;
        for (int week = Math.max(from, 0); week < column.length; week++) {
            if (column[week] != Tenths.MISSING) {
                sum += column[week];
                known++;
            }
        }
        if (known == 0) {
            return Tenths.MISSING;
        }
        return tenths ? Tenths.round(sum / 10.0 / known) : (long) Math.rint((double) sum / known);
    }
}
