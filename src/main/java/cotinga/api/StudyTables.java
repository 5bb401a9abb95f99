package cotinga.api;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.market.MarketCategories;
import cotinga.measure.ColumnSelection;
import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.Measures;
import cotinga.measure.Sessions;
import cotinga.payload.Payloads;
import cotinga.payload.StudyRow;
import cotinga.payload.Tables;
import cotinga.report.MarketHistory;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.SymbolPrices;
import cotinga.store.weeks.WeekStore;
import cotinga.study.Episode;
import cotinga.study.EventStudy;
import cotinga.study.Horizon;
import cotinga.study.StudyCondition;
import cotinga.study.StudyPlan;
import cotinga.study.StudyPrices;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The planned studies of every market with prices, each in its primary report: the content of the caches {@code event-studies}, which has
 * the pages, and {@code event-study-rows}, which has all rows of a subtype and is filled after a publication.
 */
public final class StudyTables {
    private static final String PAGE = "page";
    private static final String STUDY = "study";
    private static final String HORIZON = "horizon";
    private static final String MIN_N = "min_n";

    private final List<StudyPlan> plans;
    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final MarketCategories categories;
    private final MarketSessions sessions;
    private final Measures measures;
    private final LoadingCache<String, Rows> cache;
    private final Tables tables = new Tables();
    private volatile boolean stopped;

    public StudyTables(
            List<StudyPlan> plans,
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            MarketCategories categories,
            MarketSessions sessions,
            Measures measures,
            AnswerCaches caches) {
        this.plans = List.copyOf(plans);
        this.published = published;
        this.weeks = weeks;
        this.payloads = payloads;
        this.categories = categories;
        this.sessions = sessions;
        this.measures = measures;
        this.cache = caches.add("event-study-rows", "event-studies", this::loadRows);
    }

    /** All rows of a subtype, in the order of the studies, then by code, then in the order of the horizons. */
    private record Rows(List<StudyRow> list) implements AnswerCaches.Weighed {
        private static final int BYTES_PER_ROW = 320;

        @Override
        public int weight() {
            return list.size() * BYTES_PER_ROW;
        }
    }

    /** The key of a page. */
    public String page(Request request) {
        Subtype subtype = Parameters.subtypeOrDefault(request);
        Map<String, String> parameters = new LinkedHashMap<>();
        put(
                parameters,
                STUDY,
                Parameters.oneOf(
                        request, STUDY, plans.stream().map(StudyPlan::key).toList()));
        put(parameters, Parameters.CODE, request.parameter(Parameters.CODE));
        put(parameters, HORIZON, Parameters.oneOf(request, HORIZON, horizons()));
        int minN = Parameters.wholeNumber(request, MIN_N, 0);
        if (minN > 0) {
            parameters.put(MIN_N, String.valueOf(minN));
        }
        String sortBy = Parameters.oneOf(request, Parameters.SORT_BY, StudyRow.sortFields());
        if (sortBy != null) {
            Parameters.addOrder(parameters, sortBy, Parameters.isDescending(request));
        }
        Parameters.addPage(parameters, Parameters.limit(request), Parameters.offset(request));
        Format.of(request).addTo(parameters);
        return CacheKey.of(published.snapshot(subtype), subtype.key(), PAGE)
                .with(parameters)
                .text();
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** The keys of the current rows, one for each subtype with data. */
    public List<String> usual() {
        Snapshot snapshot = published.latest();
        return snapshot.subtypesWithData().stream()
                .map(subtype -> CacheKey.of(snapshot, subtype.key()).text())
                .toList();
    }

    /** Ends the computation of rows after the current market. */
    public void stop() {
        stopped = true;
    }

    /** Whether the service is stopping, so that a computation that fails is no failure to report. */
    public boolean isStopped() {
        return stopped;
    }

    /** Computes the page of a key. */
    public Answer load(CacheKey key) {
        String subtype = key.path().get(0);
        List<StudyRow> rows = cache.get(CacheKey.of(published.of(key), subtype).text()).list().stream()
                .filter(row -> matches(row, key))
                .toList();
        String sortBy = key.parameter(Parameters.SORT_BY);
        if (sortBy != null) {
            rows = rows.stream()
                    .sorted(StudyRow.order(sortBy, Parameters.isDescending(key)))
                    .toList();
        }
        return Answer.of(
                payloads.eventStudies(rows, Parameters.limit(key), Parameters.offset(key)),
                Format.of(key),
                "event-studies_" + subtype,
                (document, table) -> tables.rows(document, Payloads.studyFields(), table));
    }

    private static boolean matches(StudyRow row, Query query) {
        return isWanted(query.parameter(STUDY), row.plan().key())
                && isWanted(query.parameter(Parameters.CODE), row.meta().code())
                && isWanted(query.parameter(HORIZON), row.result().horizon().key())
                && row.result().summary().episodes() >= Parameters.wholeNumber(query, MIN_N, 0);
    }

    private static boolean isWanted(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }

    private List<String> horizons() {
        return plans.stream()
                .flatMap(plan -> plan.horizons().stream())
                .map(Horizon::key)
                .distinct()
                .toList();
    }

    private Rows loadRows(CacheKey key) {
        Snapshot snapshot = published.of(key);
        Subtype subtype = Parameters.subtype(key.path().get(0));
        List<StudyRow> rows = new ArrayList<>();
        for (ReportVariant variant : ScreenerRows.primaryVariants(snapshot, subtype)) {
            Studies studies = new Studies(variant.type());
            for (MarketMeta meta : snapshot.marketsOf(variant).values()) {
                if (stopped) {
                    throw RequestException.unavailable("Stopping", "The service is stopping", 1);
                }
                if (Primary.is(meta, snapshot, categories)) {
                    rows.addAll(studies.of(snapshot, meta));
                }
            }
        }
        rows.sort(Comparator.comparingInt((StudyRow row) -> plans.indexOf(row.plan()))
                .thenComparing(row -> row.meta().code()));
        return new Rows(List.copyOf(rows));
    }

    /** The planned studies of markets of one report type. The columns of all conditions of a market are computed together. */
    private final class Studies {
        private final Map<StudyPlan, StudyCondition> conditions = new LinkedHashMap<>();
        private final ColumnSelection columns;

        Studies(ReportType type) {
            plans.forEach(plan -> conditions.put(plan, plan.condition(type)));
            columns = ColumnSelection.of(
                    type,
                    conditions.values().stream()
                            .flatMap(condition -> condition.condition().keys().stream())
                            .collect(Collectors.toSet()));
        }

        List<StudyRow> of(Snapshot snapshot, MarketMeta meta) {
            SymbolPrices prices = sessions.prices(meta.code(), snapshot, Optional.empty());
            if (prices.bars().isEmpty()) {
                return List.of();
            }
            MarketHistory history = MarketDetails.history(weeks, meta.variant(), meta.code(), snapshot);
            Sessions ofMarket = MarketSessions.sessions(prices.bars());
            List<MeasureColumn> computed = measures.columns(new MarketWeeks(history, ofMarket), columns);
            StudyPrices ofStudies = new StudyPrices(ofMarket);
            List<StudyRow> rows = new ArrayList<>();
            conditions.forEach((plan, condition) -> {
                EventStudy study = EventStudy.of(
                        history.publishedAt(), condition.condition().test(computed), ofStudies, plan.horizons());
                List<Episode> episodes = study.episodes();
                LocalDate last = episodes.isEmpty()
                        ? null
                        : LocalDate.ofEpochDay(history.reportDates()[
                                episodes.get(episodes.size() - 1).firstWeek()]);
                study.horizons()
                        .forEach(result -> rows.add(
                                new StudyRow(plan, meta, condition.condition().toString(), result, last)));
            });
            return rows;
        }
    }
}
