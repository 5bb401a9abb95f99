package cotinga.report;

import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * One trading day's prices of a symbol, in the symbol's currency, with four decimals.
 *
 * @param date the day in the exchange's zone
 * @param open the first price, NaN where the source has none
 * @param high the highest price, NaN where the source has none
 * @param low the lowest price, NaN where the source has none
 * @param close the last price; always there, provisional while the session is open
 * @param volume contracts or units traded, empty where the source has none
 */
public record PriceBar(LocalDate date, double open, double high, double low, double close, OptionalLong volume) {
    private static final double SCALE = 10_000;

    /** From here on doubles have no fraction. */
    private static final double WHOLE = 0x1p53;

    public PriceBar {
        if (!Double.isFinite(close)) {
            throw new IllegalArgumentException("the bar of " + date + " closes at " + close + ", expected a price");
        }
        open = rounded(open);
        high = rounded(high);
        low = rounded(low);
        close = rounded(close);
    }

    /** Scaled, rounded half to even, divided; NaN stays, and zero has no sign. */
    private static double rounded(double price) {
        double scaled = price * SCALE;
        return Math.abs(scaled) < WHOLE ? Math.rint(scaled) / SCALE + 0.0 : price;
    }
}
