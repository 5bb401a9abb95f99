package cotinga.analytics;

/**
 * The minimum of a window that slides over the weeks. Each value enters and leaves once, so the cost is proportional to the length of
 * the history, whatever the window.
 */
final class SlidingMinimum {
    /** The candidates, ascending in week and in value. Each becomes the minimum when those before it have left. */
    private final int[] weeks;

    private final long[] values;
    private int first;
    private int end;

    /** @param capacity the maximum number of values added between two calls of {@link #clear} */
    SlidingMinimum(int capacity) {
        weeks = new int[capacity];
        values = new long[capacity];
    }

    void clear() {
        first = 0;
        end = 0;
    }

    void add(int week, long value) {
        while (end > first && values[end - 1] >= value) {
            end--;
        }
        weeks[end] = week;
        values[end] = value;
        end++;
    }

    /** Removes a week from the window. Weeks must be removed in the order they were added. */
    void remove(int week) {
        if (weeks[first] == week) {
            first++;
        }
    }

    /** The minimum. The window must contain at least one value. */
    long value() {
        return values[first];
    }
}
