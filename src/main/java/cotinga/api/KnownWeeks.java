package cotinga.api;

import cotinga.market.Successors;
import cotinga.report.MarketHistory;
import cotinga.report.Predecessor;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.MarketTimeline;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The weeks of single markets: current, as known at a time, or each as known at its own publication ({@code as_of=weekly}). */
public final class KnownWeeks {
    static final String AS_OF = "as_of";
    private static final String CHAIN = "chain";
    private static final String CHAINED = "true";

    private final PublishedData published;
    private final WeekStore weeks;
    private final KnownMarkets knownMarkets;
    private final Successors successors;

    public KnownWeeks(PublishedData published, WeekStore weeks, KnownMarkets knownMarkets, Successors successors) {
        this.published = published;
        this.weeks = weeks;
        this.knownMarkets = knownMarkets;
        this.successors = successors;
    }

    /** Whether a query requests the weeks of predecessors too. */
    static boolean isChained(Query query) {
        return CHAINED.equals(query.parameter(CHAIN));
    }

    /** Adds the parameters from which the same weeks are read. */
    static void addTo(Map<String, String> parameters, Query query) {
        String asOf = query.parameter(AS_OF);
        if (asOf != null) {
            parameters.put(AS_OF, asOf);
        }
        if (isChained(query)) {
            parameters.put(CHAIN, CHAINED);
        }
    }

    /** The weeks of one market. */
    final class Market {
        private final CacheKey key;
        private final ReportVariant variant;
        private final String code;
        private final Snapshot snapshot;
        private final Optional<Instant> knownAt;
        private final List<Predecessor> predecessors;
        private final MarketTimeline timeline;
        private final MarketHistory history;

        private Market(CacheKey key) {
            this.key = key;
            this.variant = key.variant();
            this.code = key.path().get(2);
            this.snapshot = published.of(key);
            this.knownAt = Parameters.knownAt(key, snapshot);
            this.predecessors = isChained(key) ? successors.predecessorsOf(variant.type(), code) : List.of();
            this.timeline =
                    weeks.timeline(variant, code, snapshot.asOf(variant)).orElseThrow(this::unknown);
            this.history = timeline.at(lastMoment()).orElseThrow(this::unknown);
            weeks.addPredecessors(timeline, predecessors);
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
            return knownMarkets.meta(snapshot, history, knownAt);
        }

        /** Delivers all weeks, with those of predecessors if they are requested, and their indexes: in one history or in the histories that were known at their publications. */
        void forEachState(BiConsumer<MarketHistory, IntStream> states) {
            if (isWeekly()) {
                timeline.forEachState(lastMoment(), states);
            } else {
                MarketHistory known = predecessors.isEmpty()
                        ? history
                        : timeline.at(lastMoment()).orElseThrow();
                states.accept(known, IntStream.range(0, known.size()));
            }
        }

        /** From when on each week as known at its publication is exact; null if it is not about that. */
        @Nullable
        Instant exactFrom() {
            return isWeekly()
                    ? Stream.concat(Stream.of(code), predecessors.stream().map(Predecessor::code))
                            .flatMap(market -> weeks.recordedSince(variant, market, snapshot.asOf(variant)).stream())
                            .max(Comparator.naturalOrder())
                            .orElse(null)
                    : null;
        }

        /** The code of the market that a week comes from: its own, or that of a predecessor. */
        String codeOf(int reportDate) {
            return timeline.codeOf(reportDate);
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
