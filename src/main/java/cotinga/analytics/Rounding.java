package cotinga.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds doubles to multiples of a decimal, half to even on their exact values. */
public final class Rounding {
    /** At this size and above, a double has no fraction that could identify a tie. */
    static final double LIMIT = 0x1p51;

    private Rounding() {}

    /** Whether a value times a scale is small enough to be rounded; not for NaN. */
    public static boolean isPossible(double value, int scale) {
        return Math.abs(value * scale) < LIMIT;
    }

    /**
     * A value with a number of decimals, rounded half to even on the exact double.
     *
     * @param value not NaN
     */
    public static String text(double value, int decimals) {
        int scale = (int) Math.pow(10, decimals);
        return isPossible(value, scale)
                ? BigDecimal.valueOf(halfEven(value, scale), decimals).toPlainString()
                : new BigDecimal(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /**
     * The whole number of a value times a scale: equal to {@code new BigDecimal(value).setScale(decimals, HALF_EVEN).unscaledValue()} in
     * every case that {@link #isPossible}.
     *
     * <p>The multiplication rounds, but never across a tie, because below the limit every tie is a double. Only if the product is a
     * tie, the dropped remainder matters; a fused multiply-add returns it exactly.
     *
     * @param scale 10 to the power of the number of decimals
     */
    public static long halfEven(double value, int scale) {
        double scaled = value * scale;
        double even = Math.rint(scaled);
        double beyond = scaled - even;
        if (beyond == 0.5 || beyond == -0.5) {
            double dropped = Math.fma(value, scale, -scaled);
            if (dropped * beyond > 0.0) {
                return (long) (even + 2.0 * beyond);
            }
        }
        return (long) even;
    }
}
