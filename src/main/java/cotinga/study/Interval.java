package cotinga.study;

/**
 * A confidence interval of a percentage.
 *
 * @param low its lower end, NaN if nothing was counted
 * @param high its upper end, NaN if nothing was counted
 */
public record Interval(double low, double high) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final double PERCENT = 100.0;

    /** The Wilson score interval at 95 %. */
    static Interval wilson(int positive, int count) {
        if (count == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double share = (double) positive / count;
        double square = Z * Z / count;
        double center = (share + square / 2.0) / (1.0 + square);
        double reach = Math.sqrt(square * (share * (1.0 - share) + square / 4.0)) / (1.0 + square);
        return new Interval(
                positive == 0 ? 0.0 : PERCENT * (center - reach),
                positive == count ? PERCENT : PERCENT * (center + reach));
    }
}
