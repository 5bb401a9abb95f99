package cotinga.snapshot;

import cotinga.price.PriceBar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A market's prices, which are those of its symbol in a single unit.
 *
 * @param symbol the symbol at the price source; null if the market has none
 * @param currency as the source names it ({@code USX} are cents of USD); null if it does not, or without bars
 * @param source the source of the bars; null without bars
 * @param bars oldest first
 */
public record SymbolPrices(
        @Nullable String symbol, @Nullable String currency, @Nullable String source, List<PriceBar> bars) {
    /** The prices of a market without a symbol. */
    public static final SymbolPrices NONE = new SymbolPrices(null, null, null, List.of());

    public SymbolPrices {
        bars = List.copyOf(bars);
    }
}
