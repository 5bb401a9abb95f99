package cotinga.study;

import java.util.Arrays;

/** The latest numbers of a series, sorted. */
final class SortedWindow {
    /** The numbers in the order of their arrival; the oldest is replaced first. */
    private final double[] arrived;

    private final double[] sorted;
    private int count;

    /** @param size how many numbers it holds, an even number */
    SortedWindow(int size) {
        arrived = new double[size];
        sorted = new double[size];
    }

    boolean isFull() {
        return count >= sorted.length;
    }

    /** Adds a number, and removes the oldest one if it is full. */
    void add(double number) {
        int size = Math.min(count, sorted.length);
        int slot = count % sorted.length;
        if (isFull()) {
            int oldest = Arrays.binarySearch(sorted, arrived[slot]);
            size--;
            System.arraycopy(sorted, oldest + 1, sorted, oldest, size - oldest);
        }
        int found = Arrays.binarySearch(sorted, 0, size, number);
        int place = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, place, sorted, place + 1, size - place);
        sorted[place] = number;
        arrived[slot] = number;
        count++;
    }

    /** The median of the distances from the median. It must be full. */
    double medianAbsoluteDeviation() {
        int half = sorted.length / 2;
        double median = (sorted[half - 1] + sorted[half]) / 2.0;
        int below = half - 1;
        int above = half;
        double before = 0.0;
        double distance = 0.0;
        for (int next = 0; next <= half; next++) {
            before = distance;
            distance = below >= 0 && (above == sorted.length || median - sorted[below] <= sorted[above] - median)
                    ? median - sorted[below--]
                    : sorted[above++] - median;
        }
        return (before + distance) / 2.0;
    }
}
