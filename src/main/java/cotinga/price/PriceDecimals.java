package cotinga.price;

/**
 * The decimals of prices: four, or more if six significant digits need them. Prices of 1 or more have four, as in version 1.
 */
public final class PriceDecimals {
    private static final int FEWEST = 4;
    private static final double SIX_DIGITS = 100_000;

    /** Powers of ten that a double represents exactly. */
    private static final double[] SCALES = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Doubles of this size and above have no fraction. */
    private static final double WHOLE = 0x1p53;

    private PriceDecimals() {}

    /** The number of decimals of a price. */
    public static int of(double price) {
        double magnitude = Math.abs(price);
        int decimals = FEWEST;
        if (magnitude > 0 && magnitude < 1) {
            while (decimals < SCALES.length - 1 && Math.rint(magnitude * SCALES[decimals]) < SIX_DIGITS) {
                decimals++;
            }
        }
        return decimals;
    }

    /**
     * A price as a multiple of its last decimal, rounded half to even.
     *
     * @return NaN for a price that is too large or too small for that
     */
    public static double unscaled(double price, int decimals) {
        double scaled = Math.rint(price * SCALES[decimals]);
        boolean canBeWritten = Math.abs(scaled) < WHOLE && (scaled != 0 || price == 0);
        return canBeWritten ? scaled : Double.NaN;
    }

    /** Rounds a price to its decimals. NaN remains NaN, and zero has no sign. */
    public static double round(double price) {
        int decimals = of(price);
        double unscaled = unscaled(price, decimals);
        return Double.isNaN(unscaled) ? price : unscaled / SCALES[decimals] + 0.0;
    }
}
