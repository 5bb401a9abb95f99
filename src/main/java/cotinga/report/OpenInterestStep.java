package cotinga.report;

/** Decides whether a change of open interest is plausible. Real open interest is positive and rarely multiplies within a week. */
public final class OpenInterestStep {
    /**
     * A step by this factor or more is implausible. The factor is well below 10, so that a file whose numbers are ten times too large is
     * found although every market has also moved. In the real releases of 2004 to 2021 at most 15 % of the markets moved by this factor.
     */
    private static final double FACTOR = 5;

    private OpenInterestStep() {}

    /** Whether a count is missing or not positive, or is many times larger or smaller than the previous known one. */
    public static boolean isOdd(int before, int now) {
        if (now == WeekColumn.MISSING || now <= 0) {
            return true;
        }
        double factor = (double) now / before;
        return before > 0 && (factor >= FACTOR || factor <= 1 / FACTOR);
    }

    /** Whether more than half of the markets are implausible, which makes the release implausible. */
    public static boolean isMost(int odd, int markets) {
        return 2L * odd > markets;
    }
}
