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
import java.util.Optional;
import java.util.Set;
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
        return of(code, snapshot, Optional.empty());
    }

    /** Likewise, for the period of prices that ends on a day if there is one. */
    public SymbolPrices of(String code, Snapshot snapshot, Optional<LocalDate> until) {
        return of(List.of(code), snapshot, until, LocalDate.EPOCH).getOrDefault(code, SymbolPrices.NONE);
    }

    /** Likewise of the markets that have a symbol, from a day on, by their codes. All are read at once. */
    public Map<String, SymbolPrices> of(
            Collection<String> codes, Snapshot snapshot, Optional<LocalDate> until, LocalDate from) {
        Set<String> symbols = tickers.symbolsOf(codes);
        if (symbols.isEmpty()) {
            return Map.of();
        }
        LocalDate first = until.map(history::firstDay).orElseGet(() -> from(snapshot.createdAt()));
        Map<String, PriceUnit> units = store.units(snapshot.dataVersion());
        Map<String, List<PriceBar>> bars =
                store.bars(symbols, from.isAfter(first) ? from : first, snapshot.dataVersion());
        Map<String, SymbolPrices> prices = new HashMap<>();
        for (String code : codes) {
            tickers.symbolOf(code)
                    .ifPresent(symbol -> prices.put(
                            code,
                            prices(
                                    symbol,
                                    units.get(symbol),
                                    until(until.orElse(LocalDate.MAX), bars.getOrDefault(symbol, List.of())))));
        }
        return prices;
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
