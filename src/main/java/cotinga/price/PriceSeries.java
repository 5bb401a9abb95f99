package cotinga.price;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bars of one symbol.
 *
 * @param symbol as the source knows it, {@code GC=F}
 * @param currency of the prices, {@code USD}; null if the source does not state it
 * @param bars oldest first, one for each date
 */
public record PriceSeries(String symbol, @Nullable String currency, List<PriceBar> bars) {
    public PriceSeries {
        bars = List.copyOf(bars);
        for (int next = 1; next < bars.size(); next++) {
            if (!bars.get(next - 1).date().isBefore(bars.get(next).date())) {
                throw new IllegalArgumentException(
                        "the bar of " + bars.get(next).date() + " of " + symbol + " follows that of "
                                + bars.get(next - 1).date() + ", expected one bar for each date, oldest first");
            }
        }
    }
}
