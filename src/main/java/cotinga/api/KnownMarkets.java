package cotinga.api;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Markets as known at an earlier time: names, weeks and lags follow from the releases and revisions up to then. */
public final class KnownMarkets {
    static final String KNOWN_AT = "known_at";

    private final PublishedData published;
    private final WeekStore weeks;
    private final MarketCategories categories;
    private final LoadingCache<String, NewestReportDate> newestDates;

    public KnownMarkets(PublishedData published, WeekStore weeks, MarketCategories categories, AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.categories = categories;
        this.newestDates = caches.add("known-dates", "markets", this::newestReportDate);
    }

    /** The newest report date of a variant at that time; it is cached, as finding it takes a query. */
    private record NewestReportDate(Optional<LocalDate> date) implements AnswerCaches.Weighed {
        private static final int BYTES = 64;

        @Override
        public int weight() {
            return BYTES;
        }
    }

    /** The markets of a variant as known at a time. */
    final class Then {
        private final Snapshot snapshot;
        private final ReportVariant variant;
        private final Instant knownAt;
        private final Optional<LocalDate> newest;

        private Then(Snapshot snapshot, ReportVariant variant, Instant knownAt, Optional<LocalDate> newest) {
            this.snapshot = snapshot;
            this.variant = variant;
            this.knownAt = knownAt;
            this.newest = newest;
        }

        /** The history of a market; empty when no week was known. */
        Optional<MarketHistory> history(String code) {
            return weeks.market(variant, code, snapshot.asOf(variant), knownAt);
        }

        /** The name, category and lag of a market. */
        MarketMeta meta(MarketHistory history) {
            return MarketMeta.of(history, categories.categoryOf(history.code(), history.name()), newest.orElseThrow());
        }

        /** Passes every market of which a week was known, with its newest weeks, at least this number if it has them. */
        void forEachWithNewestWeeks(int newestWeeks, BiConsumer<MarketMeta, MarketAnalysis> markets) {
            weeks.forEachMarketWithNewestWeeks(
                    variant,
                    snapshot.asOf(variant),
                    knownAt,
                    newestWeeks,
                    code -> true,
                    history -> markets.accept(meta(history), MarketAnalysis.of(history)));
        }
    }

    /** The history of a market, current or as known at a time; a 404 if there is none. */
    MarketHistory history(Snapshot snapshot, ReportVariant variant, String code, Optional<Instant> knownAt) {
        return knownAt.map(moment -> at(snapshot, variant, moment)
                        .history(code)
                        .orElseThrow(() -> unknown(snapshot, variant, code, moment)))
                .orElseGet(() -> MarketDetails.history(weeks, variant, code, snapshot));
    }

    /** The name, category and lag of a market with such a history. */
    MarketMeta meta(Snapshot snapshot, MarketHistory history, Optional<Instant> knownAt) {
        return knownAt.map(moment -> at(snapshot, history.variant(), moment).meta(history))
                .orElseGet(() -> Parameters.market(snapshot, history.variant(), history.code()));
    }

    /** The markets of a variant as known at a time, according to a snapshot. */
    Then at(Snapshot snapshot, ReportVariant variant, Instant knownAt) {
        CacheKey key = CacheKey.of(snapshot, variant).with(Map.of(KNOWN_AT, knownAt.toString()));
        return new Then(snapshot, variant, knownAt, newestDates.get(key.text()).date());
    }

    /** A 404 for a market of which no week was known at a time. */
    RequestException unknown(Snapshot snapshot, ReportVariant variant, String code, Instant knownAt) {
        Parameters.market(snapshot, variant, code);
        long first = Arrays.stream(
                        MarketDetails.history(weeks, variant, code, snapshot).publishedAt())
                .min()
                .orElseThrow();
        return RequestException.notFound("No week of '" + code + "' in " + variant.path() + " was known "
                + words(knownAt) + ". The first became known at " + Instant.ofEpochSecond(first));
    }

    /** A time, or the day that a date in the request means. */
    private static String words(Instant knownAt) {
        LocalDate day = Parameters.day(knownAt);
        return knownAt.equals(Parameters.endOf(day)) ? "on " + day + " in New York" : "at " + knownAt;
    }

    private NewestReportDate newestReportDate(CacheKey key) {
        Snapshot snapshot = published.of(key);
        Instant knownAt = Parameters.knownAt(key, snapshot).orElseThrow();
        return new NewestReportDate(weeks.newestReportDate(key.variant(), snapshot.asOf(key.variant()), knownAt));
    }
}
