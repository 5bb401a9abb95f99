package cotinga.report;

/** Whether the open interest of a market can follow the one before: real ones are positive and rarely move by a multiple in a week. */
public final class OpenInterestStep {
    /**
     * From this factor on a step is odd. It lies between 1 and 10, so that a file whose numbers are ten times too large is found
     * although each market has moved as well. In the real releases of 2004 to 2021 at most 15 of 100 markets have moved so far.
     */
    private static final double FACTOR = 5;

    private OpenInterestStep() {}

    /** Whether a count is missing or not positive, or many times larger or smaller than one before that is known. */
    public static boolean isOdd(int before, int now) {
        if (now == WeekColumn.MISSING || now <= 0) {
            return true;
        }
        double factor = (double) now / before;
        return before > 0 && (factor >= FACTOR || factor <= 1 / FACTOR);
    }

    /** Whether so many odd markets of all make a release odd: more than half. */
    public static boolean isMost(int odd, int markets) {
        return 2L * odd > markets;
    }
}
