package cotinga.run;

import cotinga.market.Tickers;
import cotinga.price.PriceHistory;
import cotinga.price.PriceRequest;
import cotinga.snapshot.Snapshots;
import cotinga.store.prices.PriceStore;
import cotinga.store.prices.StalePrices;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Which prices are requested, from which source and how far back. */
public final class PricePlan {
    private final String source;
    private final PriceHistory history;
    private final Tickers tickers;
    private final Snapshots published;
    private final PriceStore prices;
    private final Clock clock;

    /**
     * @param source the name of the price source
     * @param history how far back prices are stored
     * @param published the published snapshot; prices are requested for its markets
     */
    public PricePlan(
            String source, PriceHistory history, Tickers tickers, Snapshots published, PriceStore prices, Clock clock) {
        this.source = source;
        this.history = history;
        this.tickers = tickers;
        this.published = published;
        this.prices = prices;
        this.clock = clock;
    }

    /** The name of the price source. */
    public String source() {
        return source;
    }

    /** Whether no published market has a price symbol. */
    boolean isEmpty() {
        return symbols().isEmpty();
    }

    /**
     * One request for each symbol that is due.
     *
     * @param isForced whether the full history of every symbol is requested
     * @param stored the symbols whose prices the run has stored before it was interrupted
     */
    List<PriceRequest> requests(boolean isForced, Set<String> stored) {
        List<PriceRequest> all = isForced
                ? symbols().stream().map(this::wholeHistory).toList()
                : prices.plan(symbols(), source, history);
        return all.stream()
                .filter(request -> !stored.contains(request.symbol()))
                .toList();
    }

    /** A request for the full history of a symbol. */
    public PriceRequest wholeHistory(String symbol) {
        return PriceRequest.forAll(symbol, history, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** The symbols whose prices are not up to date. */
    List<StalePrices> stale() {
        return prices.stale(symbols());
    }

    /** The distinct symbols of the published markets, in order. */
    private List<String> symbols() {
        return List.copyOf(tickers.symbolsOf(published.get().codes()));
    }
}
