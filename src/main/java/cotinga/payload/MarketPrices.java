package cotinga.payload;

import cotinga.market.Tickers;
import cotinga.report.PriceBar;
import cotinga.report.PriceRequest;
import cotinga.store.PriceStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The prices of markets: those of the symbol that the ticker list gives to their code. */
public final class MarketPrices {
    private final PriceStore store;
    private final Tickers tickers;
    private final int years;

    /** @param years how far back prices are shown, and 30 days more */
    public MarketPrices(PriceStore store, Tickers tickers, int years) {
        this.store = store;
        this.tickers = tickers;
        this.years = years;
    }

    /** The bars of one market in an edition, oldest first; none when it has no symbol. */
    public List<PriceBar> of(String code, Edition edition) {
        return tickers.symbolOf(code)
                .map(symbol -> store.bars(symbol, from(edition.createdAt()), edition.dataVersion()))
                .orElse(List.of());
    }

    /** The bars of one market up to a day, as far back from there as prices are shown. */
    public List<PriceBar> of(String code, Edition edition, LocalDate until) {
        return tickers
                .symbolOf(code)
                .map(symbol -> store.bars(symbol, PriceRequest.firstDay(until, years), edition.dataVersion()))
                .orElse(List.of())
                .stream()
                .filter(bar -> !bar.date().isAfter(until))
                .toList();
    }

    /** The bars of all symbols in a data version that is published at a moment. */
    public Map<String, List<PriceBar>> bySymbol(long dataVersion, Instant publishedAt) {
        return store.bars(tickers.symbols(), from(publishedAt), dataVersion);
    }

    /** The bars of one market among those of all symbols. */
    public List<PriceBar> among(Map<String, List<PriceBar>> bySymbol, String code) {
        return tickers.symbolOf(code)
                .map(symbol -> bySymbol.getOrDefault(symbol, List.of()))
                .orElse(List.of());
    }

    /** Whether prices were stored that readers were not given yet. */
    public boolean areUnpublished() {
        return store.hasUnpublishedPrices();
    }

    private LocalDate from(Instant publishedAt) {
        return PriceRequest.firstDay(LocalDate.ofInstant(publishedAt, ZoneOffset.UTC), years);
    }
}
