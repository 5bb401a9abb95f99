package cotinga.store.weeks;

import cotinga.report.MarketHistory;
import cotinga.report.Predecessor;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All contents that the weeks of one market had, or of a market and its predecessors. Its history at any moment is read from memory. Each
 * report date belongs to one market.
 */
public final class MarketTimeline {
    private final ReportVariant variant;
    private final long version;
    private final Map<Integer, String> codes;
    private final Map<Integer, VariantMarkets.Name> names;
    private final NavigableMap<Integer, Contents> weeks = new TreeMap<>();
    private final Map<String, Double> factors = new HashMap<>();

    /** The contents of one week. */
    private static final class Contents {
        private final List<EarlierContent> earlier = new ArrayList<>();
        private @Nullable WeekRow current;

        private WeekRow any() {
            return current == null ? earlier.get(0).week() : current;
        }

        /** When the week was released for the first time; all its contents have the same moment. */
        Instant publishedAt() {
            return Instant.ofEpochSecond(any().publishedAt);
        }
    }

    MarketTimeline(
            ReportVariant variant, long version, Map<Integer, String> codes, Map<Integer, VariantMarkets.Name> names) {
        this.variant = variant;
        this.version = version;
        this.codes = codes;
        this.names = names;
    }

    ReportVariant variant() {
        return variant;
    }

    /** The version whose readers know these contents. */
    long version() {
        return version;
    }

    /** Adds an earlier content of a week. Those of one week come in their order. */
    void add(EarlierContent content) {
        contents(content.week().id).earlier.add(content);
    }

    /** Adds the newest content of a week. */
    void add(WeekRow current) {
        contents(current.id).current = current;
    }

    private Contents contents(long week) {
        return weeks.computeIfAbsent(WeekId.reportDate(week), unused -> new Contents());
    }

    /** Replaces the weeks before a date with those of a predecessor, whose contracts are multiplied by its factor. */
    void precede(Predecessor predecessor, MarketTimeline itsWeeks) {
        int from = (int) predecessor.before().toEpochDay();
        weeks.headMap(from).clear();
        weeks.putAll(itsWeeks.weeks.headMap(from));
        factors.put(predecessor.code(), predecessor.factor());
    }

    /** The contract code that the week of a report date comes from; there must be one. */
    public String codeOf(int reportDate) {
        WeekRow week = Objects.requireNonNull(weeks.get(reportDate)).any();
        return Objects.requireNonNull(codes.get(WeekId.market(week.id)));
    }

    /** The market as known at a moment, {@link Instant#MAX} for all that readers of the version see; empty when no week was known. */
    public Optional<MarketHistory> at(Instant knownAt) {
        List<WeekRow> known = new ArrayList<>();
        for (Contents contents : weeks.values()) {
            WeekRow week = EarlierContent.known(contents.earlier, contents.current, version, knownAt);
            if (week != null && week.publishedAt <= knownAt.getEpochSecond()) {
                known.add(week);
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(history(known));
    }

    /**
     * Delivers the market as known at the publication of each of its weeks: once for all weeks that were published between two changes,
     * with their indexes. It contains later weeks of the same period too, but no later content and no older week that was published later.
     *
     * @param until the last publication, {@link Instant#MAX} for all
     */
    public void forEachState(Instant until, BiConsumer<MarketHistory, IntStream> states) {
        NavigableSet<Instant> changes = changes();
        NavigableMap<Instant, Instant> lastPublications = new TreeMap<>();
        for (Contents contents : weeks.values()) {
            Instant publishedAt = contents.publishedAt();
            if (!publishedAt.isAfter(until)) {
                lastPublications.merge(
                        changes.floor(publishedAt), publishedAt, BinaryOperator.maxBy(Comparator.naturalOrder()));
            }
        }
        lastPublications.forEach((change, lastPublication) ->
                at(lastPublication).ifPresent(known -> states.accept(known, weeksSince(change, known))));
    }

    private static IntStream weeksSince(Instant change, MarketHistory history) {
        return IntStream.range(0, history.size()).filter(week -> !Instant.ofEpochSecond(history.publishedAt()[week])
                .isBefore(change));
    }

    /** When readers knew other contents of weeks, or one more week that is older than a week they knew. */
    private NavigableSet<Instant> changes() {
        NavigableSet<Instant> changes = new TreeSet<>(List.of(Instant.MIN));
        Instant earliestOfNewerWeeks = Instant.MAX;
        for (Contents contents : weeks.descendingMap().values()) {
            contents.earlier.stream()
                    .flatMap(content -> content.changes(version))
                    .forEach(changes::add);
            Instant publishedAt = contents.publishedAt();
            if (publishedAt.isAfter(earliestOfNewerWeeks)) {
                changes.add(publishedAt);
            } else {
                earliestOfNewerWeeks = publishedAt;
            }
        }
        return changes;
    }

    private MarketHistory history(List<WeekRow> known) {
        List<MarketHistory> built = new ArrayList<>();
        HistoryBuilder builder = new HistoryBuilder(variant, codes, names, built::add);
        known.forEach(builder::add);
        builder.end();
        return MarketHistory.joined(built.stream()
                .map(part -> part.scaled(factors.getOrDefault(part.code(), 1.0)))
                .toList());
    }
}
