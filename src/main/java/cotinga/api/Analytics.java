package cotinga.api;

import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureRequest;
import cotinga.measure.Measures;
import cotinga.payload.MeasuredWeeks;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.MarketTimeline;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures of single markets, week by week: the content of the cache {@code analytics}. */
public final class Analytics {
    static final String AS_OF = "as_of";

    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketSessions sessions;
    private final KnownMarkets knownMarkets;
    private final Measures measures;
    private final Tables tables = new Tables();

    public Analytics(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketSessions sessions,
            KnownMarkets knownMarkets,
            Measures measures) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.sessions = sessions;
        this.knownMarkets = knownMarkets;
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
            MarketSessions.addUnit(parameters, request);
        });
    }

    /** Computes the measures of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        MarketTimeline timeline = weeks.timeline(variant, code, snapshot.asOf(variant))
                .orElseThrow(() -> unknown(snapshot, variant, code, knownAt));
        MarketHistory market =
                timeline.at(knownAt.orElse(Instant.MAX)).orElseThrow(() -> unknown(snapshot, variant, code, knownAt));
        MarketMeta meta = knownAt.map(
                        moment -> knownMarkets.at(snapshot, variant, moment).meta(market))
                .orElseGet(() -> Parameters.market(snapshot, variant, code));
        MeasureRequest request = MeasureParameters.of(key, variant.type());
        WeekSelection selection = Parameters.weeks(key, variant.type());
        MarketSessions.Priced prices = MarketSessions.isNotional(key)
                ? sessions.notional(code, snapshot, knownAt)
                : sessions.of(code, snapshot, knownAt);
        NavigableMap<Integer, MeasuredWeeks.Week> oldestFirst = new TreeMap<>();
        BiConsumer<MarketHistory, IntStream> calculation =
                (known, indexes) -> oldestFirst.putAll(measured(prices.with(known), indexes, request, selection));
        boolean isWeekly = key.parameter(AS_OF) != null;
        if (isWeekly) {
            timeline.forEachState(knownAt.orElse(Instant.MAX), calculation);
        } else {
            calculation.accept(market, IntStream.range(0, market.size()));
        }
        MeasuredWeeks measured = new MeasuredWeeks(
                request.keys(),
                prices.notional(),
                isWeekly
                        ? weeks.recordedSince(variant, code, snapshot.asOf(variant))
                                .orElse(null)
                        : null,
                List.copyOf((selection.newestFirst() ? oldestFirst.descendingMap() : oldestFirst).values()));
        return Answer.of(
                payloads.measures(meta, measured),
                Format.of(key),
                code + "_" + variant.key() + "_analytics",
                (document, table) -> tables.measures(document, measured.keys(), table));
    }

    /** The selected ones of some weeks, by report date. */
    private Map<Integer, MeasuredWeeks.Week> measured(
            MarketWeeks market, IntStream indexes, MeasureRequest request, WeekSelection selection) {
        int[] dates = market.history().reportDates();
        int[] selected = indexes.filter(week -> selection.includes(dates[week])).toArray();
        if (selected.length == 0) {
            return Map.of();
        }
        List<MeasureColumn> columns = measures.columns(market, request);
        return Arrays.stream(selected)
                .boxed()
                .collect(Collectors.toMap(
                        week -> dates[week], week -> MeasuredWeeks.Week.of(dates[week], columns, week)));
    }

    private RuntimeException unknown(Snapshot snapshot, ReportVariant variant, String code, Optional<Instant> knownAt) {
        return knownAt.<RuntimeException>map(moment -> knownMarkets.unknown(snapshot, variant, code, moment))
                .orElseGet(() -> MarketDetails.notStored(snapshot, variant, code));
    }
}
