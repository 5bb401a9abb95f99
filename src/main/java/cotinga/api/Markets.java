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

/** Answers about markets: which there are, and each one's weeks. */
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

    /** Computes the lists that most clients ask for first. */
    public void warm() {
        Edition edition = published.latest();
        edition.variantsWithData().forEach(variant -> list(edition, variant));
    }

    /** The markets of all variants, those only that have the words and the category asked for. */
    public Answer search(Request request) {
        List<String> words = Parameters.search(request);
        String category = Parameters.category(request, categories);
        Edition edition = published.edition();
        Map<String, String> asked = new LinkedHashMap<>();
        if (!words.isEmpty()) {
            asked.put("search", String.join(" ", words));
        }
        if (category != null) {
            asked.put("category", category);
        }
        return caches.answer("markets", Keys.of(edition.dataVersion(), "all" + Keys.query(asked)), () -> {
            List<MarketMeta> found = edition.markets().values().stream()
                    .flatMap(ofVariant -> ofVariant.values().stream())
                    .filter(meta ->
                            category == null || category.equals(meta.category().key()))
                    .filter(meta -> words.stream().allMatch(meta::mentions))
                    .toList();
            return Answer.of(payloads.foundMarkets(found));
        });
    }

    /** One market's daily prices and their unit, oldest first; no bars when it has no symbol. */
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

    /** One market's detail, as it is or as it was known at a moment; as CSV its weeks. */
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

    /** A market that has vanished since is found too. */
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

    /** Which part of a market is wanted, and in which format. */
    private record Detail(ReportVariant variant, WeekSelection weeks, Format format) {
        /** Tells answers about one market apart. */
        String query(Optional<Instant> knownAt) {
            Map<String, String> asked = new LinkedHashMap<>();
            knownAt.ifPresent(moment -> asked.put("known_at", moment.toString()));
            if (weeks.from() != null) {
                asked.put("from", weeks.from().toString());
            }
            if (weeks.to() != null) {
                asked.put("to", weeks.to().toString());
            }
            if (!weeks.fields().isEmpty()) {
                asked.put("fields", String.join(",", weeks.fields()));
            }
            if (!weeks.newestFirst()) {
                asked.put("order", "asc");
            }
            if (format != Format.JSON) {
                asked.put("format", format.key());
            }
            return Keys.query(asked);
        }
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
        ReportType type = Parameters.reportType(request.segment(1));
        return caches.answer(
                "markets",
                Keys.of(published.latest().dataVersion(), "groups/" + type.key()),
                () -> Answer.of(payloads.groups(type)));
    }

    /** The weeks of a market that the edition's directory names. */
    static MarketHistory history(WeekStore weeks, ReportVariant variant, String code, Edition edition) {
        return weeks.market(variant, code, edition.asOf(variant))
                .orElseThrow(() -> new IllegalStateException("Data version " + edition.dataVersion() + " lists " + code
                        + " in " + variant.path() + ", but holds no week of it"));
    }
}
