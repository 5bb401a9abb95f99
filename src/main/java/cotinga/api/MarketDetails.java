package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.SymbolPrices;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weeks and the prices of single markets: the content of the cache {@code market}. */
public final class MarketDetails {
    private static final String PRICES = "prices";

    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final KnownMarkets knownMarkets;
    private final Tables tables = new Tables();

    public MarketDetails(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketPrices prices,
            KnownMarkets knownMarkets) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.prices = prices;
        this.knownMarkets = knownMarkets;
    }

    /** The key of the daily prices of a market and their unit, oldest first; no bars when it has no symbol. */
    public String prices(Request request) {
        ReportVariant variant = Parameters.variant(request);
        Snapshot snapshot = published.snapshot(variant);
        String code = Parameters.market(snapshot, variant, request.required(Parameters.CODE))
                .code();
        Map<String, String> parameters = new LinkedHashMap<>();
        Format.of(request).addTo(parameters);
        return CacheKey.of(snapshot, variant, code, PRICES).with(parameters).text();
    }

    /** The key of the detail of a market, current or as known at a time; in a table its weeks. */
    public String detail(Request request) {
        ReportVariant variant = Parameters.variant(request);
        return Parameters.keyOfWeeks(request, published.snapshot(variant), variant, none -> {});
    }

    /** Computes the detail or the prices of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        if (key.path().contains(PRICES)) {
            return Answer.of(
                    payloads.prices(prices.of(code, snapshot)), Format.of(key), code + "_prices", tables::prices);
        }
        return Parameters.knownAt(key, snapshot)
                .map(knownAt -> detail(key, snapshot, knownAt))
                .orElseGet(() -> detail(
                        key,
                        Parameters.market(snapshot, variant, code),
                        history(weeks, variant, code, snapshot),
                        prices.of(code, snapshot)));
    }

    private Answer detail(CacheKey key, Snapshot snapshot, Instant knownAt) {
        String code = key.path().get(2);
        KnownMarkets.Then then = knownMarkets.at(snapshot, key.variant(), knownAt);
        MarketHistory history =
                then.history(code).orElseThrow(() -> knownMarkets.unknown(snapshot, key.variant(), code, knownAt));
        return detail(key, then.meta(history), history, prices.of(code, snapshot, Parameters.day(knownAt)));
    }

    private Answer detail(CacheKey key, MarketMeta meta, MarketHistory history, SymbolPrices symbolPrices) {
        ReportVariant variant = key.variant();
        WeekSelection selection = Parameters.weeks(key, variant.type());
        return Answer.of(
                payloads.market(meta, MarketAnalysis.of(history), symbolPrices, selection),
                Format.of(key),
                meta.code() + "_" + variant.key(),
                (detail, table) -> tables.weeks(detail, variant.type(), selection, table));
    }

    /** The weeks of a market in the directory of a snapshot. */
    static MarketHistory history(WeekStore weeks, ReportVariant variant, String code, Snapshot snapshot) {
        return weeks.market(variant, code, snapshot.asOf(variant))
                .orElseThrow(() -> notStored(snapshot, variant, code));
    }

    /** A failure of the store: the directory of a snapshot has a market, and no week of it is stored. */
    static IllegalStateException notStored(Snapshot snapshot, ReportVariant variant, String code) {
        return new IllegalStateException("Data version " + snapshot.dataVersion() + " lists " + code + " in "
                + variant.path() + ", but no week of it is stored");
    }
}
