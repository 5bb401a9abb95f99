package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.MarketMeta;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.store.WeekStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers about markets: which there are, and each one's weeks. */
public final class Markets {
    private final Supplier<Edition> published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final KnownMarkets knownMarkets;
    private final AnswerCaches caches;

    /** @param published the edition that readers are given now */
    public Markets(
            Supplier<Edition> published,
            WeekStore weeks,
            Payloads payloads,
            MarketPrices prices,
            MarketCategories categories,
            AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.prices = prices;
        this.knownMarkets = new KnownMarkets(weeks, categories, caches);
        this.caches = caches;
    }

    /** The markets of a variant. */
    public Answer list(Request request) {
        request.allowOnly(List.of());
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        Edition edition = published.get();
        Parameters.requireData(edition, variant);
        return caches.get(
                "markets",
                Keys.of(edition, variant),
                () -> Answer.of(payloads.markets(edition.marketsOf(variant).values())));
    }

    /** One market's detail, as it is or as it was known at a moment. */
    public Answer detail(Request request) {
        request.allowOnly(List.of("known_at"));
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        String code = request.segment(3);
        Edition edition = published.get();
        Optional<Instant> knownAt = Parameters.knownAt(request, edition);
        if (knownAt.isPresent()) {
            return detail(edition, variant, Parameters.code(code), knownAt.get());
        }
        MarketMeta meta = Parameters.market(edition, variant, code);
        return caches.get("market", Keys.of(edition, variant, code), () -> {
            MarketHistory history = history(weeks, variant, code, edition);
            return Answer.of(payloads.market(meta, MarketAnalysis.of(history), prices.of(code, edition)));
        });
    }

    /** A market that has vanished since is found too. */
    private Answer detail(Edition edition, ReportVariant variant, String code, Instant knownAt) {
        KnownMarkets.Then then = knownMarkets.at(edition, variant, knownAt);
        return caches.get("market", Keys.of(edition, variant, code + "?known_at=" + knownAt), () -> {
            MarketHistory history = then.history(code).orElseThrow(() -> unknown(edition, variant, code, knownAt));
            return Answer.of(payloads.market(
                    then.meta(history), MarketAnalysis.of(history), prices.of(code, edition, Parameters.day(knownAt))));
        });
    }

    private RequestException unknown(Edition edition, ReportVariant variant, String code, Instant knownAt) {
        Parameters.market(edition, variant, code);
        long first = Arrays.stream(history(weeks, variant, code, edition).publishedAt())
                .min()
                .orElseThrow();
        return RequestException.notFound("Nothing was known of '" + code + "' in " + variant.path() + " at " + knownAt
                + ". It is known since " + Instant.ofEpochSecond(first));
    }

    /** The trader groups of a report type. */
    public Answer groups(Request request) {
        request.allowOnly(List.of());
        return Answer.of(payloads.groups(Parameters.reportType(request.segment(1))));
    }

    /** The weeks of a market that the edition's directory names. */
    static MarketHistory history(WeekStore weeks, ReportVariant variant, String code, Edition edition) {
        return weeks.market(variant, code, edition.asOf(variant))
                .orElseThrow(() -> new IllegalStateException("Data version " + edition.dataVersion() + " lists " + code
                        + " in " + variant.path() + ", but holds no week of it"));
    }
}
