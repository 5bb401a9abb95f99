package cotinga.api;

import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureRequest;
import cotinga.measure.Measures;
import cotinga.measure.Sessions;
import cotinga.payload.MeasuredWeeks;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.payload.WeekSelection;
import cotinga.price.PriceBar;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.MarketPrices;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.MarketTimeline;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures of single markets, week by week: the content of the cache {@code analytics}. */
public final class Analytics {
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final KnownMarkets knownMarkets;
    private final Measures measures;
    private final Tables tables = new Tables();

    public Analytics(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketPrices prices,
            KnownMarkets knownMarkets,
            Measures measures) {
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.prices = prices;
        this.knownMarkets = knownMarkets;
        this.measures = measures;
    }

    /** The key of the measures of a market, current or as known at a time. */
    public String of(Request request) {
        ReportVariant variant = Parameters.variant(request);
        String code = request.required(Parameters.CODE);
        Snapshot snapshot = published.snapshot(variant);
        Optional<Instant> knownAt = Parameters.knownAt(request, snapshot);
        Map<String, String> parameters = new LinkedHashMap<>();
        MeasureParameters.add(parameters, MeasureParameters.of(request, variant.type()));
        knownAt.ifPresent(moment -> parameters.put(KnownMarkets.KNOWN_AT, moment.toString()));
        Parameters.add(parameters, Parameters.weeks(request, variant.type()));
        Format.of(request).addTo(parameters);
        if (knownAt.isEmpty()) {
            Parameters.market(snapshot, variant, code); // a market that has vanished since may have been known
        }
        return CacheKey.of(snapshot, variant, code).with(parameters).text();
    }

    /** Computes the measures of a key. */
    public Answer load(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        MarketTimeline.Known market = weeks.timeline(variant, code, snapshot.asOf(variant))
                .flatMap(timeline -> timeline.at(knownAt.orElse(Instant.MAX)))
                .orElseThrow(() -> unknown(snapshot, variant, code, knownAt));
        MarketMeta meta = knownAt.map(
                        moment -> knownMarkets.at(snapshot, variant, moment).meta(market.history()))
                .orElseGet(() -> Parameters.market(snapshot, variant, code));
        MeasureRequest request = MeasureParameters.of(key, variant.type());
        WeekSelection selection = Parameters.weeks(key, variant.type());
        List<MeasuredWeeks.Week> oldestFirst = measured(market, sessions(code, snapshot, knownAt), request, selection);
        MeasuredWeeks measured = new MeasuredWeeks(request.keys(), inOrder(oldestFirst, selection));
        return Answer.of(
                payloads.measures(meta, measured),
                Format.of(key),
                code + "_" + variant.key() + "_analytics",
                (document, table) -> tables.measures(document, measured.keys(), table));
    }

    private List<MeasuredWeeks.Week> measured(
            MarketTimeline.Known market, Sessions sessions, MeasureRequest request, WeekSelection selection) {
        MarketHistory history = market.history();
        List<MeasureColumn> columns =
                measures.columns(new MarketWeeks(history, market.concentrations(), sessions), request);
        return IntStream.range(0, history.size())
                .filter(week -> selection.includes(history.reportDates()[week]))
                .mapToObj(week -> MeasuredWeeks.Week.of(history.reportDates()[week], columns, week))
                .toList();
    }

    private static <T> List<T> inOrder(List<T> oldestFirst, WeekSelection selection) {
        List<T> weeks = new ArrayList<>(oldestFirst);
        if (selection.newestFirst()) {
            Collections.reverse(weeks);
        }
        return weeks;
    }

    /** The prices of a market, up to the day of a time if there is one. */
    private Sessions sessions(String code, Snapshot snapshot, Optional<Instant> knownAt) {
        List<PriceBar> bars = knownAt.map(moment -> prices.of(code, snapshot, Parameters.day(moment)))
                .orElseGet(() -> prices.of(code, snapshot))
                .bars();
        return new Sessions(
                bars.stream().mapToInt(bar -> (int) bar.date().toEpochDay()).toArray(),
                bars.stream().mapToDouble(PriceBar::close).toArray(),
                bars.stream()
                        .mapToDouble(
                                bar -> bar.volume().isPresent() ? bar.volume().getAsLong() : Double.NaN)
                        .toArray());
    }

    private RuntimeException unknown(Snapshot snapshot, ReportVariant variant, String code, Optional<Instant> knownAt) {
        return knownAt.<RuntimeException>map(moment -> knownMarkets.unknown(snapshot, variant, code, moment))
                .orElseGet(() -> MarketDetails.notStored(snapshot, variant, code));
    }
}
