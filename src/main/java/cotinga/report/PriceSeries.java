package cotinga.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars of one symbol.
 *
 * @param symbol as the source knows it, {@code GC=F}
 * @param currency of the prices, {@code USD}; null where the source does not tell
 * @param bars oldest first, one a date
 */
public record PriceSeries(String symbol, @Nullable String currency, List<PriceBar> bars) {
    public PriceSeries {
        bars = List.copyOf(bars);
        for (int next = 1; next < bars.size(); next++) {
            if (!bars.get(next - 1).date().isBefore(bars.get(next).date())) {
                throw new IllegalArgumentException(
                        "the bar of " + bars.get(next).date() + " of " + symbol + " follows that of "
                                + bars.get(next - 1).date() + ", expected one bar a date, oldest first");
            }
        }
    }
}
