package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.MarketMeta;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.payload.SymbolPrices;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.store.WeekStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Returns lists of markets, their weeks and their prices. */
public final class Markets {
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final KnownMarkets knownMarkets;
    private final MarketCategories categories;
    private final AnswerCaches caches;
    private final Tables tables = new Tables();

    public Markets(
            PublishedData published,
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
        this.categories = categories;
        this.caches = caches;
    }

    /** The markets of a variant. */
    public Answer list(Request request) {
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        return list(published.edition(variant), variant);
    }

    private Answer list(Edition edition, ReportVariant variant) {
        return caches.answer(
                "markets",
                Keys.of(edition, variant),
                () -> Answer.of(payloads.markets(edition.marketsOf(variant).values())));
    }

    /** Computes the lists that clients usually request first. */
    public void warm() {
        Edition edition = published.latest();
        edition.variantsWithData().forEach(variant -> list(edition, variant));
    }

    /** The markets of all variants that have the requested words and category. */
    public Answer search(Request request) {
        List<String> words = Parameters.search(request);
        String category = Parameters.category(request, categories);
        Edition edition = published.edition();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!words.isEmpty()) {
            parameters.put("search", String.join(" ", words));
        }
        if (category != null) {
            parameters.put("category", category);
        }
        return caches.answer("markets", Keys.of(edition.dataVersion(), "all" + Keys.query(parameters)), () -> {
            List<MarketMeta> found = edition.markets().values().stream()
                    .flatMap(ofVariant -> ofVariant.values().stream())
                    .filter(meta ->
                            category == null || category.equals(meta.category().key()))
                    .filter(meta -> words.stream().allMatch(meta::mentions))
                    .toList();
            return Answer.of(payloads.foundMarkets(found));
        });
    }

    /** The daily prices of a market and their unit, oldest first; no bars when it has no symbol. */
    public Answer prices(Request request) {
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        Format format = Format.of(request);
        Edition edition = published.edition(variant);
        String code = Parameters.market(edition, variant, request.segment(3)).code();
        String key =
                code + "/prices" + format.distinction().map(text -> "?" + text).orElse("");
        return caches.answer(
                "market",
                Keys.of(edition, variant, key),
                () -> Answer.of(payloads.prices(prices.of(code, edition)), format, code + "_prices", tables::prices));
    }

    /** The detail of a market, current or as known at a time; as CSV its weeks. */
    public Answer detail(Request request) {
        ReportVariant variant = Parameters.variant(request.segment(1), request.segment(2));
        String code = request.segment(3);
        Edition edition = published.edition(variant);
        Optional<Instant> knownAt = Parameters.knownAt(request, edition);
        Detail wanted = new Detail(variant, Parameters.weeks(request, variant.type()), Format.of(request));
        if (knownAt.isPresent()) {
            return detail(edition, wanted, code, knownAt.get());
        }
        MarketMeta meta = Parameters.market(edition, variant, code);
        return caches.answer("market", Keys.of(edition, variant, code + wanted.query(Optional.empty())), () -> {
            MarketHistory history = history(weeks, variant, code, edition);
            return answer(wanted, meta, history, prices.of(code, edition));
        });
    }

    /** Also of a market that has vanished since. */
    private Answer detail(Edition edition, Detail wanted, String code, Instant knownAt) {
        ReportVariant variant = wanted.variant;
        KnownMarkets.Then then = knownMarkets.at(edition, variant, knownAt);
        return caches.answer("market", Keys.of(edition, variant, code + wanted.query(Optional.of(knownAt))), () -> {
            MarketHistory history = then.history(code).orElseThrow(() -> unknown(edition, variant, code, knownAt));
            return answer(wanted, then.meta(history), history, prices.of(code, edition, Parameters.day(knownAt)));
        });
    }

    private Answer answer(Detail wanted, MarketMeta meta, MarketHistory history, SymbolPrices prices) {
        return Answer.of(
                payloads.market(meta, MarketAnalysis.of(history), prices, wanted.weeks),
                wanted.format,
                meta.code() + "_" + wanted.variant.key(),
                (detail, table) -> tables.weeks(detail, wanted.variant.type(), wanted.weeks, table));
    }

    /** The requested part of a market, and its format. */
    private record Detail(ReportVariant variant, WeekSelection weeks, Format format) {
        /** The part of the cache key that is unique within a market. */
        String query(Optional<Instant> knownAt) {
            Map<String, String> parameters = new LinkedHashMap<>();
            knownAt.ifPresent(moment -> parameters.put("known_at", moment.toString()));
            if (weeks.from() != null) {
                parameters.put("from", weeks.from().toString());
            }
            if (weeks.to() != null) {
                parameters.put("to", weeks.to().toString());
            }
            if (!weeks.fields().isEmpty()) {
                parameters.put("fields", String.join(",", weeks.fields()));
            }
            if (!weeks.newestFirst()) {
                parameters.put("order", "asc");
            }
            if (format != Format.JSON) {
                parameters.put("format", format.key());
            }
            return Keys.query(parameters);
        }
    }

    private RequestException unknown(Edition edition, ReportVariant variant, String code, Instant knownAt) {
        Parameters.market(edition, variant, code);
        long first = Arrays.stream(history(weeks, variant, code, edition).publishedAt())
                .min()
                .orElseThrow();
        return RequestException.notFound("No week of '" + code + "' in " + variant.path() + " was known at " + knownAt
                + ". The first became known at " + Instant.ofEpochSecond(first));
    }

    /** The trader groups of a report type. */
    public Answer groups(Request request) {
        ReportType type = Parameters.reportType(request.segment(1));
        return caches.answer(
                "markets",
                Keys.of(published.latest().dataVersion(), "groups/" + type.key()),
                () -> Answer.of(payloads.groups(type)));
    }

    /** The weeks of a market in the directory of a snapshot. */
    static MarketHistory history(WeekStore weeks, ReportVariant variant, String code, Edition edition) {
        return weeks.market(variant, code, edition.asOf(variant))
                .orElseThrow(() -> new IllegalStateException("Data version " + edition.dataVersion() + " lists " + code
                        + " in " + variant.path() + ", but no week of it is stored"));
    }
}
