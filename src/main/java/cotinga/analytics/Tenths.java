package cotinga.analytics;

/** Percentages with one decimal as whole tenths: {@code 42.1} is 421. */
public final class Tenths {
    /** A missing number in the long columns of this package. */
    public static final long MISSING = Long.MIN_VALUE;

    /** At this size and above, a double times ten has no fraction that could identify a tie. */
    private static final double LIMIT = 0x1p51;

    private Tenths() {}

    /** {@code (part / whole) * 100} in tenths, or {@link #MISSING} if either is missing or the whole is zero. */
    public static long percent(long part, long whole) {
        return part == MISSING || whole == MISSING || whole == 0
                ? MISSING
                : round((double) part / (double) whole * 100.0);
    }

    /**
     * A double rounded to tenths, half to even on its exact value: equal to
     * {@code new BigDecimal(value).setScale(1, HALF_EVEN)} in every case.
     *
     * <p>The multiplication by ten rounds, but never across a tie, because below the limit every tie is a double. Only if the product is a
     * tie, the dropped remainder matters; a fused multiply-add returns it exactly.
     *
     * @throws IllegalArgumentException if the value is not finite or its tenfold is not below 2^51
     */
    public static long round(double value) {
        double scaled = value * 10.0;
        if (!(Math.abs(scaled) < LIMIT)) {
            throw new IllegalArgumentException("The percentage " + value
                    + " cannot be rounded to one decimal, expected one between ±" + LIMIT / 10.0);
        }
        double even = Math.rint(scaled);
        double beyond = scaled - even;
        if (beyond == 0.5 || beyond == -0.5) {
            double dropped = Math.fma(value, 10.0, -scaled);
            if (dropped * beyond > 0.0) {
                return (long) (even + 2.0 * beyond);
            }
        }
        return (long) even;
    }
}
