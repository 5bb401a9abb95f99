package cotinga.study;

/** A count and a sum of returns. */
final class Tally {
    private static final double PERCENT = 100.0;

    /** Means that differ by less, in percentage points, differ only by the order of their sums. */
    private static final double EQUAL = 1e-9;

    private int count;
    private int positive;
    private double sum;

    void clear() {
        count = 0;
        positive = 0;
        sum = 0.0;
    }

    /** Adds a return, or nothing if it is NaN. */
    void add(double percent) {
        if (!Double.isNaN(percent)) {
            count++;
            positive += percent > 0.0 ? 1 : 0;
            sum += percent;
        }
    }

    int count() {
        return count;
    }

    int positive() {
        return positive;
    }

    /** The percentage of returns above zero, NaN without returns. */
    double share() {
        return count == 0 ? Double.NaN : PERCENT * positive / count;
    }

    /** NaN without returns. */
    double mean() {
        return sum / count;
    }

    /** Whether the share of this tally is at least as far from that of a base as another one; exact. None of them is empty. */
    boolean isShareAsFar(Tally base, Tally other) {
        return distanceOfShares(this, base) * other.count >= distanceOfShares(other, base) * count;
    }

    /** Whether the mean of this tally is at least as far from that of a base as another one. None of them is empty. */
    boolean isMeanAsFar(Tally base, Tally other) {
        return Math.abs(mean() - base.mean()) + EQUAL >= Math.abs(other.mean() - base.mean());
    }

    /** The distance of the shares, times both counts. */
    private static long distanceOfShares(Tally one, Tally base) {
        return Math.abs((long) one.positive * base.count - (long) base.positive * one.count);
    }
}
