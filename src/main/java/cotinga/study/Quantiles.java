package cotinga.study;

/** Quantiles of type 7: a share of the way from the lowest to the highest of n values, interpolated between the two next to it. */
final class Quantiles {
    private Quantiles() {}

    /**
     * A quantile, NaN without values.
     *
     * @param sorted ascending
     * @param share from 0 to 1
     */
    static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = (sorted.length - 1) * share;
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
