package cotinga.api;

import cotinga.market.Successors;
import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureRequest;
import cotinga.measure.Measures;
import cotinga.payload.MeasuredWeeks;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketHistory;
import cotinga.report.Predecessor;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.MarketTimeline;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures of single markets, week by week: the content of the cache {@code analytics}. */
public final class Analytics {
    static final String AS_OF = "as_of";
    private static final String CHAIN = "chain";
    private static final String CHAINED = "true";

    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketSessions sessions;
    private final KnownMarkets knownMarkets;
    private final Successors successors;
    private final Measures measures;
    private final Tables tables = new Tables();

    public Analytics(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketSessions sessions,
            KnownMarkets knownMarkets,
            Successors successors,
            Measures measures) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.sessions = sessions;
        this.knownMarkets = knownMarkets;
        this.successors = successors;
        this.measures = measures;
    }

    /** The key of the measures of a market: current, as known at a time, or each week as known at its publication. */
    public String of(Request request) {
        ReportVariant variant = Parameters.variant(request);
        return Parameters.keyOfWeeks(request, published.snapshot(variant), variant, parameters -> {
            MeasureParameters.add(parameters, MeasureParameters.of(request, variant.type()));
            String asOf = request.parameter(AS_OF);
            if (asOf != null) {
                parameters.put(AS_OF, asOf);
            }
            if (isChained(request)) {
                parameters.put(CHAIN, CHAINED);
            }
            MarketSessions.addUnit(parameters, request);
        });
    }

    /** Computes the measures of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        MarketTimeline own = weeks.timeline(variant, code, snapshot.asOf(variant))
                .orElseThrow(() -> unknown(snapshot, variant, code, knownAt));
        MarketHistory market =
                own.at(knownAt.orElse(Instant.MAX)).orElseThrow(() -> unknown(snapshot, variant, code, knownAt));
        MarketMeta meta = knownAt.map(
                        moment -> knownMarkets.at(snapshot, variant, moment).meta(market))
                .orElseGet(() -> Parameters.market(snapshot, variant, code));
        MeasureRequest request = MeasureParameters.of(key, variant.type());
        WeekSelection selection = Parameters.weeks(key, variant.type());
        MarketSessions.Priced prices = MarketSessions.isNotional(key)
                ? sessions.notional(code, snapshot, knownAt)
                : sessions.of(code, snapshot, knownAt);
        List<Predecessor> predecessors = isChained(key) ? successors.predecessorsOf(variant.type(), code) : List.of();
        MarketTimeline timeline = predecessors.isEmpty()
                ? own
                : weeks.timeline(variant, code, predecessors, snapshot.asOf(variant))
                        .orElseThrow();
        IntFunction<@Nullable String> codes = isChained(key) ? timeline::codeOf : date -> null;
        NavigableMap<Integer, MeasuredWeeks.Week> oldestFirst = new TreeMap<>();
        BiConsumer<MarketHistory, IntStream> calculation = (known, indexes) ->
                oldestFirst.putAll(measured(prices.with(known), indexes, request, selection, codes));
        boolean isWeekly = key.parameter(AS_OF) != null;
        if (isWeekly) {
            timeline.forEachState(knownAt.orElse(Instant.MAX), calculation);
        } else {
            timeline.at(knownAt.orElse(Instant.MAX))
                    .ifPresent(known -> calculation.accept(known, IntStream.range(0, known.size())));
        }
        MeasuredWeeks measured = new MeasuredWeeks(
                request.keys(),
                prices.notional(),
                isWeekly ? recordedSince(snapshot, variant, code, predecessors) : null,
                isChained(key),
                List.copyOf((selection.newestFirst() ? oldestFirst.descendingMap() : oldestFirst).values()));
        return Answer.of(
                payloads.measures(meta, measured),
                Format.of(key),
                code + "_" + variant.key() + "_analytics",
                (document, table) -> tables.measures(document, measured.hasCodes(), measured.keys(), table));
    }

    private static boolean isChained(Query query) {
        return CHAINED.equals(query.parameter(CHAIN));
    }

    /** Since when every revision of a market and of its predecessors is recorded. */
    private @Nullable Instant recordedSince(
            Snapshot snapshot, ReportVariant variant, String code, List<Predecessor> predecessors) {
        return Stream.concat(Stream.of(code), predecessors.stream().map(Predecessor::code))
                .flatMap(market -> weeks.recordedSince(variant, market, snapshot.asOf(variant)).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The selected ones of some weeks, by report date. */
    private Map<Integer, MeasuredWeeks.Week> measured(
            MarketWeeks market,
            IntStream indexes,
            MeasureRequest request,
            WeekSelection selection,
            IntFunction<@Nullable String> codes) {
        int[] dates = market.history().reportDates();
        int[] selected = indexes.filter(week -> selection.includes(dates[week])).toArray();
        if (selected.length == 0) {
            return Map.of();
        }
        List<MeasureColumn> columns = measures.columns(market, request);
        return Arrays.stream(selected)
                .boxed()
                .collect(Collectors.toMap(
                        week -> dates[week],
                        week -> MeasuredWeeks.Week.of(dates[week], codes.apply(dates[week]), columns, week)));
    }

    private RuntimeException unknown(Snapshot snapshot, ReportVariant variant, String code, Optional<Instant> knownAt) {
        return knownAt.<RuntimeException>map(moment -> knownMarkets.unknown(snapshot, variant, code, moment))
                .orElseGet(() -> MarketDetails.notStored(snapshot, variant, code));
    }
}
