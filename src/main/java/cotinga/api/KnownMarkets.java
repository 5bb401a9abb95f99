package cotinga.api;

import cotinga.analytics.MarketAnalysis;
import cotinga.market.MarketCategories;
import cotinga.payload.Edition;
import cotinga.payload.MarketMeta;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.store.WeekStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Markets as they were known at an earlier moment: names, weeks and lags follow from what had been released and not yet revised. */
final class KnownMarkets {
    private final WeekStore weeks;
    private final MarketCategories categories;
    private final AnswerCaches caches;

    KnownMarkets(WeekStore weeks, MarketCategories categories, AnswerCaches caches) {
        this.weeks = weeks;
        this.categories = categories;
        this.caches = caches;
    }

    /** The newest report date that was known of a variant; looking for it is worth remembering. */
    private record NewestReportDate(Optional<LocalDate> date) implements AnswerCaches.Weighed {
        private static final int BYTES = 64;

        @Override
        public int weight() {
            return BYTES;
        }
    }

    /** What was known of the markets of one variant at a moment. */
    final class Then {
        private final Edition edition;
        private final ReportVariant variant;
        private final Instant knownAt;
        private final Optional<LocalDate> newest;

        private Then(Edition edition, ReportVariant variant, Instant knownAt, Optional<LocalDate> newest) {
            this.edition = edition;
            this.variant = variant;
            this.knownAt = knownAt;
            this.newest = newest;
        }

        /** The history of a market; empty when nothing was known of it. */
        Optional<MarketHistory> history(String code) {
            return weeks.market(variant, code, edition.asOf(variant), knownAt);
        }

        /** How a market was called and classified, and how far it lagged. */
        MarketMeta meta(MarketHistory history) {
            return MarketMeta.of(history, categories.categoryOf(history.code(), history.name()), newest.orElseThrow());
        }

        /** Hands over every market of which something was known. */
        void forEach(BiConsumer<MarketMeta, MarketAnalysis> markets) {
            weeks.forEachMarket(
                    variant,
                    edition.asOf(variant),
                    knownAt,
                    history -> markets.accept(meta(history), MarketAnalysis.of(history)));
        }
    }

    /** What was known of a variant at a moment, as far as the edition tells. */
    Then at(Edition edition, ReportVariant variant, Instant knownAt) {
        NewestReportDate newest = caches.get(
                "markets",
                Keys.of(edition, variant, "newest?known_at=" + knownAt),
                () -> new NewestReportDate(weeks.newestReportDate(variant, edition.asOf(variant), knownAt)));
        return new Then(edition, variant, knownAt, newest.date());
    }
}
