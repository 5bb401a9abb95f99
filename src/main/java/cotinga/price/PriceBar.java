package cotinga.price;

import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * One trading day's prices of a symbol, in the symbol's currency, with the decimals of {@link PriceDecimals}.
 *
 * @param date the day in the exchange's time zone
 * @param open the first price, NaN if the source has none
 * @param high the highest price, NaN if the source has none
 * @param low the lowest price, NaN if the source has none
 * @param close the last price; never missing, provisional while the session is open
 * @param volume contracts or units traded, empty if the source has none
 */
public record PriceBar(LocalDate date, double open, double high, double low, double close, OptionalLong volume) {
    public PriceBar {
        if (!Double.isFinite(close)) {
            throw new IllegalArgumentException("the bar of " + date + " closes at " + close + ", expected a price");
        }
        open = PriceDecimals.round(open);
        high = PriceDecimals.round(high);
        low = PriceDecimals.round(low);
        close = PriceDecimals.round(close);
    }
}
