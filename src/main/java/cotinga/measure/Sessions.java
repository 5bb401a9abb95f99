package cotinga.measure;

import java.util.Arrays;

/**
 * The trading sessions of a market's price symbol.
 *
 * @param dates days since 1970-01-01, ascending
 * @param closes the close of each session, NaN if it has none
 * @param volumes the contracts traded in each session, NaN if unknown
 * @param since the day from which on these are all sessions, {@link #ALL} if there are no earlier ones
 */
@SuppressWarnings("ArrayRecordComponent") // an input of calculations; it is never compared
public record Sessions(int[] dates, double[] closes, double[] volumes, int since) {
    /** There are no earlier sessions. */
    public static final int ALL = Integer.MIN_VALUE;

    /** No sessions: the market has no prices. */
    public static final Sessions NONE = new Sessions(new int[0], new double[0], new double[0], ALL);

    public Sessions {
        if (closes.length != dates.length || volumes.length != dates.length) {
            throw new IllegalArgumentException("There are " + dates.length + " dates, " + closes.length + " closes and "
                    + volumes.length + " volumes, expected the same number");
        }
    }

    /** All sessions of a symbol. */
    public Sessions(int[] dates, double[] closes, double[] volumes) {
        this(dates, closes, volumes, ALL);
    }

    /** The number of sessions before a day. */
    int before(int day) {
        int found = Arrays.binarySearch(dates, day);
        return found < 0 ? -found - 1 : found;
    }
}
