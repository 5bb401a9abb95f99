package cotinga.snapshot;

import cotinga.market.Tickers;
import cotinga.price.PriceBar;
import cotinga.price.PriceHistory;
import cotinga.store.prices.PriceStore;
import cotinga.store.prices.PriceUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prices of markets, found by the symbol that the ticker list assigns to their code. */
public final class MarketPrices {
    private final PriceStore store;
    private final Tickers tickers;
    private final PriceHistory history;

    /** @param history the period of prices to show */
    public MarketPrices(PriceStore store, Tickers tickers, PriceHistory history) {
        this.store = store;
        this.tickers = tickers;
        this.history = history;
    }

    /** The prices of one market in a snapshot; without bars if it has no symbol. */
    public SymbolPrices of(String code, Snapshot snapshot) {
        return of(code, snapshot, from(snapshot.createdAt()), LocalDate.MAX);
    }

    /** The first day of the period of prices that ends on a day. */
    public LocalDate firstDay(LocalDate until) {
        return history.firstDay(until);
    }

    /** The prices of one market for the period of prices that ends on a day. */
    public SymbolPrices of(String code, Snapshot snapshot, LocalDate until) {
        return of(code, snapshot, history.firstDay(until), until);
    }

    private SymbolPrices of(String code, Snapshot snapshot, LocalDate from, LocalDate until) {
        return tickers.symbolOf(code)
                .map(symbol -> prices(
                        symbol,
                        store.units(snapshot.dataVersion()).get(symbol),
                        until(until, store.bars(symbol, from, snapshot.dataVersion()))))
                .orElse(SymbolPrices.NONE);
    }

    /** The prices of all symbols with prices, in a data version published at a moment. */
    public Map<String, SymbolPrices> bySymbol(long dataVersion, Instant publishedAt) {
        Map<String, PriceUnit> units = store.units(dataVersion);
        Map<String, SymbolPrices> prices = new HashMap<>();
        store.bars(tickers.symbols(), from(publishedAt), dataVersion)
                .forEach((symbol, bars) -> prices.put(symbol, prices(symbol, units.get(symbol), bars)));
        return prices;
    }

    /** The prices of one market among those of all symbols. */
    public SymbolPrices among(Map<String, SymbolPrices> bySymbol, String code) {
        return tickers.symbolOf(code)
                .map(symbol -> bySymbol.getOrDefault(symbol, SymbolPrices.NONE))
                .orElse(SymbolPrices.NONE);
    }

    /**
     * The prices of those markets that have a symbol, from a day on, by their codes. All are read at once.
     *
     * @param from in the period of prices that ends on the last day
     */
    public Map<String, SymbolPrices> of(Collection<String> codes, Snapshot snapshot, LocalDate from, LocalDate until) {
        Map<String, PriceUnit> units = store.units(snapshot.dataVersion());
        Map<String, List<PriceBar>> bars = store.bars(tickers.symbolsOf(codes), from, snapshot.dataVersion());
        Map<String, SymbolPrices> prices = new HashMap<>();
        for (String code : codes) {
            tickers.symbolOf(code)
                    .ifPresent(symbol -> prices.put(
                            code,
                            prices(symbol, units.get(symbol), until(until, bars.getOrDefault(symbol, List.of())))));
        }
        return prices;
    }

    /** Whether stored prices are not yet published. */
    public boolean areUnpublished() {
        return store.hasUnpublishedPrices();
    }

    private static List<PriceBar> until(LocalDate last, List<PriceBar> bars) {
        return bars.stream().filter(bar -> !bar.date().isAfter(last)).toList();
    }

    private static SymbolPrices prices(String symbol, @Nullable PriceUnit unit, List<PriceBar> bars) {
        return unit == null || bars.isEmpty()
                ? new SymbolPrices(symbol, null, null, List.of())
                : new SymbolPrices(symbol, unit.currency(), unit.source(), bars);
    }

    private LocalDate from(Instant publishedAt) {
        return history.firstDay(LocalDate.ofInstant(publishedAt, ZoneOffset.UTC));
    }
}
