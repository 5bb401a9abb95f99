package cotinga.measure;

/**
 * The lowest and the highest value of a window that slides over the weeks. Each value enters and leaves once, so the cost is proportional
 * to the length of the history, whatever the window.
 */
final class SlidingExtremes {
    private final double[] values;

    /** The weeks that may become the lowest, ascending in week and in value. */
    private final int[] lows;

    /** The weeks that may become the highest, ascending in week and descending in value. */
    private final int[] highs;

    private int firstLow;
    private int endLow;
    private int firstHigh;
    private int endHigh;

    /** @param values one per week; NaN never enters */
    SlidingExtremes(double[] values) {
        this.values = values;
        lows = new int[values.length];
        highs = new int[values.length];
    }

    void clear() {
        firstLow = 0;
        endLow = 0;
        firstHigh = 0;
        endHigh = 0;
    }

    /** Moves the window to end at the next week, and to begin at another one that is not before the last. */
    void slide(int week, int firstWeek) {
        double value = values[week];
        if (!Double.isNaN(value)) {
            while (endLow > firstLow && values[lows[endLow - 1]] >= value) {
                endLow--;
            }
            lows[endLow++] = week;
            while (endHigh > firstHigh && values[highs[endHigh - 1]] <= value) {
                endHigh--;
            }
            highs[endHigh++] = week;
        }
        while (firstLow < endLow && lows[firstLow] < firstWeek) {
            firstLow++;
        }
        while (firstHigh < endHigh && highs[firstHigh] < firstWeek) {
            firstHigh++;
        }
    }

    /** The lowest value; the window must have one. */
    double lowest() {
        return values[lows[firstLow]];
    }

    /** The highest value; the window must have one. */
    double highest() {
        return values[highs[firstHigh]];
    }
}
