package cotinga.api;

import cotinga.measure.MeasureKey;
import cotinga.measure.MeasureRequest;
import cotinga.measure.Measures;
import cotinga.measure.Seasonality;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The values of single markets by ISO week: the content of the cache {@code seasonality}. */
public final class Seasonalities {
    private static final String YEARS = "years";
    private static final int FIVE_YEARS = 5;

    private final PublishedData published;
    private final Payloads payloads;
    private final KnownMarkets knownMarkets;
    private final MarketSessions sessions;
    private final Measures measures;
    private final Tables tables = new Tables();

    public Seasonalities(
            PublishedData published,
            Payloads payloads,
            KnownMarkets knownMarkets,
            MarketSessions sessions,
            Measures measures) {
        this.published = published;
        this.payloads = payloads;
        this.knownMarkets = knownMarkets;
        this.sessions = sessions;
        this.measures = measures;
    }

    /** The key of the seasonality of a market, current or as known at a time. */
    public String of(Request request) {
        ReportVariant variant = Parameters.variant(request);
        return Parameters.keyOfWeeks(request, published.snapshot(variant), variant, parameters -> {
            int years = years(request);
            parameters.put(YEARS, String.valueOf(years));
            MeasureParameters.addTargets(parameters, MeasureParameters.seasonal(request, variant.type(), years));
            MarketSessions.addUnit(parameters, request);
        });
    }

    /** Computes the seasonality of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        MarketHistory history = knownMarkets.history(snapshot, variant, code, knownAt);
        MeasureRequest request = MeasureParameters.seasonal(key, variant.type(), years(key));
        MarketSessions.Priced prices = sessions.of(key, code, snapshot, knownAt);
        Seasonality seasonality = measures.seasonality(prices.with(history), request);
        List<String> keys = seasonality.columns().stream().map(MeasureKey::key).toList();
        return Answer.of(
                payloads.seasonality(knownMarkets.meta(snapshot, history, knownAt), prices.notional(), seasonality),
                Format.of(key),
                code + "_" + variant.key() + "_seasonality",
                (document, table) -> tables.seasonality(document, keys, table));
    }

    private static int years(Query query) {
        return Parameters.wholeNumber(query, YEARS, FIVE_YEARS);
    }
}
