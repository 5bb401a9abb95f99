package cotinga.payload;

import cotinga.report.PriceBar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A market's prices: those of its symbol, all in one unit.
 *
 * @param symbol as the price source knows it; null when the market has none
 * @param currency as the source names it ({@code USX} are cents of USD); null where it does not, or without bars
 * @param source where the bars come from; null without bars
 * @param bars oldest first
 */
public record SymbolPrices(
        @Nullable String symbol, @Nullable String currency, @Nullable String source, List<PriceBar> bars) {
    /** Of a market without a symbol. */
    public static final SymbolPrices NONE = new SymbolPrices(null, null, null, List.of());

    public SymbolPrices {
        bars = List.copyOf(bars);
    }
}
