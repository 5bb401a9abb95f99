package cotinga.analytics;

/** Percentages with one decimal as whole tenths: {@code 42.1} is 421. */
public final class Tenths {
    /** A missing number in the long columns of this package. */
    public static final long MISSING = Long.MIN_VALUE;

    private static final int ONE_DECIMAL = 10;

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
     * @throws IllegalArgumentException if the value is not finite or its tenfold is not below 2^51
     */
    public static long round(double value) {
        if (!Rounding.isPossible(value, ONE_DECIMAL)) {
            throw new IllegalArgumentException("The percentage " + value
                    + " cannot be rounded to one decimal, expected one between ±" + Rounding.LIMIT / ONE_DECIMAL);
        }
        return Rounding.halfEven(value, ONE_DECIMAL);
    }
}
