package cotinga.api;

import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.MarketTimeline;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The weeks of single markets: current, as known at a time, or each as known at its own publication ({@code as_of=weekly}). */
public final class KnownWeeks {
    static final String AS_OF = "as_of";

    private final PublishedData published;
    private final WeekStore weeks;
    private final KnownMarkets knownMarkets;

    public KnownWeeks(PublishedData published, WeekStore weeks, KnownMarkets knownMarkets) {
        this.published = published;
        this.weeks = weeks;
        this.knownMarkets = knownMarkets;
    }

    /** The weeks of one market. */
    final class Market {
        private final CacheKey key;
        private final ReportVariant variant;
        private final String code;
        private final Snapshot snapshot;
        private final Optional<Instant> knownAt;
        private final MarketTimeline timeline;
        private final MarketHistory history;

        private Market(CacheKey key) {
            this.key = key;
            this.variant = key.variant();
            this.code = key.path().get(2);
            this.snapshot = published.of(key);
            this.knownAt = Parameters.knownAt(key, snapshot);
            this.timeline =
                    weeks.timeline(variant, code, snapshot.asOf(variant)).orElseThrow(this::unknown);
            this.history = timeline.at(lastMoment()).orElseThrow(this::unknown);
        }

        private Instant lastMoment() {
            return knownAt.orElse(Instant.MAX);
        }

        private RuntimeException unknown() {
            return knownAt.<RuntimeException>map(moment -> knownMarkets.unknown(snapshot, variant, code, moment))
                    .orElseGet(() -> MarketDetails.notStored(snapshot, variant, code));
        }

        Snapshot snapshot() {
            return snapshot;
        }

        /** The time at which the market is known; empty for now. */
        Optional<Instant> knownAt() {
            return knownAt;
        }

        /** Its name, category and lag. */
        MarketMeta meta() {
            return knownAt.map(moment ->
                            knownMarkets.at(snapshot, variant, moment).meta(history))
                    .orElseGet(() -> Parameters.market(snapshot, variant, code));
        }

        /** Delivers all weeks with their indexes, in one history or in the histories that were known at their publications. */
        void forEachState(BiConsumer<MarketHistory, IntStream> states) {
            if (isWeekly()) {
                timeline.forEachState(lastMoment(), states);
            } else {
                states.accept(history, IntStream.range(0, history.size()));
            }
        }

        /** From when on each week as known at its publication is exact; null if it is not about that. */
        @Nullable
        Instant exactFrom() {
            return isWeekly()
                    ? weeks.recordedSince(variant, code, snapshot.asOf(variant)).orElse(null)
                    : null;
        }

        private boolean isWeekly() {
            return key.parameter(AS_OF) != null;
        }
    }

    /** Reads the market of a key, whose path is that of the market. */
    Market of(CacheKey key) {
        return new Market(key);
    }
}
