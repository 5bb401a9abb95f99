package cotinga.api;

import cotinga.measure.MarketWeeks;
import cotinga.measure.Measures;
import cotinga.measure.NotAllowedException;
import cotinga.measure.Sessions;
import cotinga.measure.Truth;
import cotinga.payload.MarketStudy;
import cotinga.payload.Payloads;
import cotinga.payload.Tables;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.snapshot.SymbolPrices;
import cotinga.study.EventStudy;
import cotinga.study.Horizon;
import cotinga.study.HorizonException;
import cotinga.study.StudyCondition;
import cotinga.study.StudyPrices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Event studies of single markets on request: the content of the cache {@code event-study}. */
public final class EventStudies {
    private static final String CONDITION = "condition";
    private static final String HORIZONS = "horizons";
    private static final String DEFAULT_HORIZONS = "1w,4w,13w,26w,52w";
    private static final int MOST_HORIZONS = 10;

    private final PublishedData published;
    private final Payloads payloads;
    private final MarketSessions sessions;
    private final KnownWeeks knownWeeks;
    private final Measures measures;
    private final Tables tables = new Tables();

    public EventStudies(
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

    /** A week of a study, and whether it satisfies the condition. */
    private record StudiedWeek(MarketStudy.Week week, Truth truth) {}

    /** The key of a study: current, as known at a time, or with each week as known at its publication. */
    public String of(Request request) {
        ReportVariant variant = Parameters.variant(request);
        String condition = condition(request, variant.type()).condition().toString();
        String horizons = horizons(request).stream().map(Horizon::key).collect(Collectors.joining(","));
        return Parameters.keyOfWeeks(request, published.snapshot(variant), variant, parameters -> {
            parameters.put(CONDITION, condition);
            parameters.put(HORIZONS, horizons);
            KnownWeeks.addTo(parameters, request);
        });
    }

    /** Computes the study of a key. */
    public Answer load(CacheKey key) {
        ReportVariant variant = key.variant();
        String code = key.path().get(2);
        StudyCondition condition = condition(key, variant.type());
        List<Horizon> horizons = horizons(key);
        KnownWeeks.Market market = knownWeeks.of(key);
        SymbolPrices prices = sessions.prices(code, market.snapshot(), market.knownAt());
        if (prices.bars().isEmpty()) {
            throw RequestException.withoutPrices(withoutPrices(code, prices, market.knownAt()));
        }
        Sessions ofMarket = MarketSessions.sessions(prices.bars());
        List<StudiedWeek> studied = weeks(market, ofMarket, condition);
        EventStudy study = EventStudy.of(
                studied.stream().mapToLong(week -> week.week.publishedAt()).toArray(),
                studied.stream().map(StudiedWeek::truth).toList(),
                new StudyPrices(ofMarket),
                horizons);
        byte[] json = payloads.eventStudy(new MarketStudy(
                market.meta(),
                condition.condition().toString(),
                market.exactFrom(),
                prices,
                studied.stream().map(StudiedWeek::week).toList(),
                study));
        return Answer.of(
                json,
                Format.of(key),
                code + "_" + variant.key() + "_event-study",
                (document, table) -> tables.episodes(document, Payloads.episodeFields(horizons), table));
    }

    /** The weeks of a study, oldest first. */
    private List<StudiedWeek> weeks(KnownWeeks.Market market, Sessions ofMarket, StudyCondition condition) {
        NavigableMap<Integer, StudiedWeek> byDate = new TreeMap<>();
        market.forEachState((history, indexes) -> {
            List<Truth> truths = condition
                    .condition()
                    .test(measures.columns(new MarketWeeks(history, ofMarket), condition.columns()));
            indexes.forEach(week -> {
                int date = history.reportDates()[week];
                byDate.put(
                        date,
                        new StudiedWeek(new MarketStudy.Week(date, history.publishedAt()[week]), truths.get(week)));
            });
        });
        return new ArrayList<>(byDate.values());
    }

    private static String withoutPrices(String code, SymbolPrices prices, Optional<Instant> knownAt) {
        if (prices.symbol() == null) {
            return "The market " + code
                    + " has no price symbol, and an event study needs daily prices. Request a market"
                    + " with prices, or add a symbol to the file of cotinga.prices.tickers.";
        }
        return "There are no prices of " + prices.symbol() + ", the symbol of " + code
                + knownAt.map(moment -> ", up to " + Parameters.day(moment)).orElse("")
                + ", and an event study needs daily prices. "
                + (knownAt.isPresent()
                        ? "Request a later known_at."
                        : "Wait for the next run of prices, or start one with POST /api/v1/admin/runs; /api/v1/cot/status shows both.");
    }

    private static StudyCondition condition(Query query, ReportType type) {
        try {
            return StudyCondition.of(type, Objects.requireNonNull(query.parameter(CONDITION), CONDITION));
        } catch (NotAllowedException e) {
            throw RequestException.badParameter(CONDITION, e.found(), e.expected());
        }
    }

    private static List<Horizon> horizons(Query query) {
        List<Horizon> horizons;
        try {
            horizons = Horizon.list(Objects.requireNonNullElse(query.parameter(HORIZONS), DEFAULT_HORIZONS));
        } catch (HorizonException e) {
            throw RequestException.badParameter(HORIZONS, e.found(), e.expected());
        }
        if (horizons.size() > MOST_HORIZONS) {
            throw RequestException.badParameter(HORIZONS, horizons.size() + " horizons", "at most " + MOST_HORIZONS);
        }
        return horizons;
    }
}
