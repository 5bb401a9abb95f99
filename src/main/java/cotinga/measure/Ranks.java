package cotinga.measure;

import java.util.Arrays;

/**
 * Counts the values of a window that are lower than a week's value or equal to it. Each week has a place in the order of all values; the
 * places in the window are bits of a set, and a Fenwick tree counts them by words. So a step of the window and a count cost the
 * logarithm of the number of weeks, divided by 64.
 */
final class Ranks {
    private static final int BITS = 6;
    private static final int MASK = 63;

    /** For each week the number of all values that are lower. */
    private final int[] lower;

    /** For each week the number of all values that are equal, itself included. */
    private final int[] equal;

    /** The place of each week; those of equal values follow one another. */
    private final int[] places;

    private final long[] set;
    private final int[] tree;

    /** @param values one per week, NaN if there is none */
    Ranks(double[] values) {
        double[] sorted = sorted(values);
        lower = new int[values.length];
        equal = new int[values.length];
        places = new int[values.length];
        set = new long[(sorted.length >> BITS) + 1];
        tree = new int[set.length + 1];
        rank(values, sorted);
    }

    /** The values without NaN, ascending. */
    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int end = sorted.length;
        while (end > 0 && Double.isNaN(sorted[end - 1])) {
            end--;
        }
        return Arrays.copyOf(sorted, end);
    }

    private void rank(double[] values, double[] sorted) {
        int[] next = new int[sorted.length];
        for (int week = 0; week < values.length; week++) {
            if (!Double.isNaN(values[week])) {
                lower[week] = firstOf(sorted, values[week]);
                places[week] = lower[week] + next[lower[week]]++;
            }
        }
        for (int week = 0; week < values.length; week++) {
            equal[week] = Double.isNaN(values[week]) ? 0 : next[lower[week]];
        }
    }

    /** The index of the first element that is not lower than a value. */
    private static int firstOf(double[] sorted, double value) {
        int first = 0;
        for (int rest = sorted.length; rest > 0; ) {
            int half = rest >>> 1;
            first = sorted[first + half] < value ? first + rest - half : first;
            rest = half;
        }
        return first;
    }

    void clear() {
        Arrays.fill(set, 0);
        Arrays.fill(tree, 0);
    }

    /** Adds the value of a week to the window. */
    void add(int week) {
        change(places[week], 1);
    }

    /** Removes the value of a week that was added. */
    void remove(int week) {
        change(places[week], -1);
    }

    /** The number of values in the window that are lower than that of a week. */
    int lower(int week) {
        return below(lower[week]);
    }

    /** The number of values in the window that are equal to that of a week, which is in the window. */
    int equal(int week) {
        return equal[week] == 1 ? 1 : below(lower[week] + equal[week]) - below(lower[week]);
    }

    private void change(int place, int change) {
        int word = place >> BITS;
        set[word] ^= 1L << (place & MASK);
        for (int node = word + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }

    /** The number of places in the window that are below one. */
    private int below(int place) {
        int word = place >> BITS;
        int count = Long.bitCount(set[word] & ((1L << (place & MASK)) - 1));
        for (int node = word; node > 0; node -= node & -node) {
            count += tree[node];
        }
        return count;
    }
}
