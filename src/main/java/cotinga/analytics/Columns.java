package cotinga.analytics;

import cotinga.report.WeekColumn;

/** Arithmetic on whole columns of equal length; a result is {@link Tenths#MISSING} if an operand is missing. */
final class Columns {
    private Columns() {}

    /** A column of the store as longs: {@link WeekColumn#MISSING} becomes {@link Tenths#MISSING}. */
    static long[] widened(int[] column) {
        long[] widened = new long[column.length];
        for (int week = 0; week < column.length; week++) {
            widened[week] = column[week] == WeekColumn.MISSING ? Tenths.MISSING : column[week];
        }
        return widened;
    }

    /** Each minuend minus its subtrahend, as longs, because the difference of two ints may exceed an int. */
    static long[] difference(int[] minuends, int[] subtrahends) {
        long[] differences = new long[minuends.length];
        for (int week = 0; week < minuends.length; week++) {
            boolean known = minuends[week] != WeekColumn.MISSING && subtrahends[week] != WeekColumn.MISSING;
            differences[week] = known ? (long) minuends[week] - subtrahends[week] : Tenths.MISSING;
        }
        return differences;
    }

    /** Each part in percent of its whole, in tenths; also missing if the whole is zero. */
    static long[] percent(long[] parts, long[] wholes) {
        long[] percentages = new long[parts.length];
        for (int week = 0; week < parts.length; week++) {
            percentages[week] = Tenths.percent(parts[week], wholes[week]);
        }
        return percentages;
    }
}
