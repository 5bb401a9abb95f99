package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The weeks and the prices of single markets: the content of the cache {@code market}. */
public final class MarketDetails {
    private static final String PRICES = "prices";

    private final PublishedData published;
    private final Payloads payloads;
    private final MarketSessions sessions;
    private final KnownMarkets knownMarkets;
    private final Tables tables = new Tables();

    public MarketDetails(
            PublishedData published, Payloads payloads, MarketSessions sessions, KnownMarkets knownMarkets) {
        this.published = published;
        this.payloads = payloads;
        this.sessions = sessions;
        this.knownMarkets = knownMarkets;
    }

    /**
     * The key of the daily prices of a market and their unit, oldest first, up to the day of a time if there is one; no bars when it has no
     * symbol.
     */
    public String prices(Request request) {
        ReportVariant variant = Parameters.variant(request);
        Snapshot snapshot = published.snapshot(variant);
        String code = Parameters.market(snapshot, variant, request.required(Parameters.CODE))
                .code();
        Map<String, String> parameters = new LinkedHashMap<>();
        Parameters.addKnownAt(parameters, Parameters.knownAt(request, snapshot));
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
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        if (key.path().contains(PRICES)) {
            return Answer.of(
                    payloads.prices(sessions.prices(code, snapshot, knownAt)),
                    Format.of(key),
                    code + "_prices",
                    tables::prices);
        }
        MarketHistory history = knownMarkets.history(snapshot, variant, code, knownAt);
        WeekSelection selection = Parameters.weeks(key, variant.type());
        return Answer.of(
                payloads.market(
                        knownMarkets.meta(snapshot, history, knownAt),
                        MarketAnalysis.of(history),
                        sessions.prices(code, snapshot, knownAt),
                        selection),
                Format.of(key),
                code + "_" + variant.key(),
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
