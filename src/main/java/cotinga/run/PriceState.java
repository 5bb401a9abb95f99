package cotinga.run;

import cotinga.store.prices.StalePrices;
import java.util.List;

/**
 * The price source and what it has not provided.
 *
 * @param source the name of the source
 * @param breaker the state of its circuit breaker
 * @param stale the symbols whose prices are not up to date
 */
public record PriceState(String source, String breaker, List<StalePrices> stale) {
    public PriceState {
        stale = List.copyOf(stale);
    }
}
