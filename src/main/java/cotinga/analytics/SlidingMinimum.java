package cotinga.analytics;

/**
 * The smallest of the values in a window that moves forward over the weeks. Each value enters and leaves once, so a whole
 * history costs time proportional to its length, whatever the window.
 */
final class SlidingMinimum {
    /** The candidates, ascending in week and in value: each will be the minimum once those before it have left. */
    private final int[] weeks;

    private final long[] values;
    private int first;
    private int end;

    /** @param capacity how many values will be added at most between two calls of {@link #clear} */
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

    /** Lets a week leave the window; weeks leave in the order they were added. */
    void remove(int week) {
        if (weeks[first] == week) {
            first++;
        }
    }

    /** The minimum of a window that holds at least one value. */
    long value() {
        return values[first];
    }
}
