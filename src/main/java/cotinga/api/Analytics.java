package cotinga.api;

import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureRequest;
import cotinga.measure.Measures;
import cotinga.payload.MeasuredWeeks;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.report.ReportVariant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures of single markets, week by week: the content of the cache {@code analytics}. */
public final class Analytics {
    private final PublishedData published;
    private final Payloads payloads;
    private final MarketSessions sessions;
    private final KnownWeeks knownWeeks;
    private final Measures measures;
    private final Tables tables = new Tables();

    public Analytics(
            PublishedData published,
            Payloads payloads,
            MarketSessions sessions,
            KnownWeeks knownWeeks,
            Measures measures) {
        this.published = published;
        this.payloads = payloads;
        this.sessions = sessions;
        this.knownWeeks = knownWeeks;
        this.measures = measures;
    }

    /** The key of the measures of a market: current, as known at a time, or each week as known at its publication. */
    public String of(Request request) {
        ReportVariant variant = Parameters.variant(request);
        return Parameters.keyOfWeeks(request, published.snapshot(variant), variant, parameters -> {
            MeasureParameters.add(parameters, MeasureParameters.of(request, variant.type()));
            KnownWeeks.addTo(parameters, request);
            MarketSessions.addUnit(parameters, request);
        });
    }

    /** Computes the measures of a key. */
    public Answer load(CacheKey key) {
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        KnownWeeks.Market market = knownWeeks.of(key);
        MeasureRequest request = MeasureParameters.of(key, variant.type());
        WeekSelection selection = Parameters.weeks(key, variant.type());
        MarketSessions.Priced prices = sessions.of(key, code, market.snapshot(), market.knownAt());
        NavigableMap<Integer, MeasuredWeeks.Week> oldestFirst = new TreeMap<>();
        boolean isChained = KnownWeeks.isChained(key);
        IntFunction<@Nullable String> codes = isChained ? market::codeOf : date -> null;
        market.forEachState((known, indexes) ->
                oldestFirst.putAll(measured(prices.with(known), indexes, request, selection, codes)));
        MeasuredWeeks measured = new MeasuredWeeks(
                request.keys(),
                prices.notional(),
                market.exactFrom(),
                isChained,
                List.copyOf((selection.newestFirst() ? oldestFirst.descendingMap() : oldestFirst).values()));
        return Answer.of(
                payloads.measures(market.meta(), measured),
                Format.of(key),
                code + "_" + variant.key() + "_analytics",
                (document, table) -> tables.measures(document, measured.hasCodes(), measured.keys(), table));
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
}
