package cotinga.api;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.measure.ColumnSelection;
import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureKey;
import cotinga.measure.Measures;
import cotinga.measure.Sessions;
import cotinga.payload.NewestColumn;
import cotinga.payload.RowColumns;
import cotinga.payload.ScreenerRow;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Measures of the newest weeks of all markets. The columns that a request needs and that are not cached are computed in one walk. */
public final class NewestColumns {
    private static final String COLUMN = "column";
    private static final String MARKETS = "markets";
    private static final String OF_PRIMARY_REPORTS = "primary";

    /** Some weeks are late, and a close may be some days old. */
    private static final int MORE_WEEKS = 6;

    private final PublishedData published;
    private final WeekStore weeks;
    private final MarketSessions sessions;
    private final Measures measures;
    private final ScreenerRows rows;
    private final LoadingCache<String, Column> cache;

    public NewestColumns(
            PublishedData published,
            WeekStore weeks,
            MarketSessions sessions,
            Measures measures,
            ScreenerRows rows,
            AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.sessions = sessions;
        this.measures = measures;
        this.rows = rows;
        this.cache = caches.addBulk("newest-columns", "screener", this::load);
    }

    /** A column in the cache. */
    private record Column(NewestColumn column) implements AnswerCaches.Weighed {
        private static final int BYTES_PER_MARKET = 128;

        @Override
        public int weight() {
            return column.values().size() * BYTES_PER_MARKET;
        }
    }

    /** The columns with some keys that the reports of the markets in a scope have. */
    RowColumns of(RowScope scope, Collection<String> keys) {
        Map<String, MeasureKey> names = new LinkedHashMap<>();
        Map<ReportVariant, Map<String, NewestColumn>> columns = new HashMap<>();
        for (ReportVariant variant : scope.variants()) {
            List<MeasureKey> ofVariant = keys.stream()
                    .flatMap(key -> ColumnSelection.key(variant.type(), key).stream())
                    .toList();
            ofVariant.forEach(key -> names.put(key.key(), key));
            columns.put(variant, of(scope, variant, ofVariant));
        }
        return new RowColumns(names, columns);
    }

    private Map<String, NewestColumn> of(RowScope scope, ReportVariant variant, List<MeasureKey> keys) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (scope.type().isEmpty()) {
            parameters.put(MARKETS, OF_PRIMARY_REPORTS);
        }
        Parameters.addKnownAt(parameters, scope.knownAt());
        return cache
                .getAll(keys.stream()
                        .map(key -> {
                            parameters.put(COLUMN, key.key());
                            return CacheKey.of(scope.snapshot(), variant)
                                    .with(new LinkedHashMap<>(parameters))
                                    .text();
                        })
                        .toList())
                .values()
                .stream()
                .map(Column::column)
                .collect(Collectors.toMap(column -> column.key().key(), Function.identity()));
    }

    /** Computes columns of the same markets of one variant, as known at one time. */
    private Map<String, Column> load(Set<String> texts) {
        List<String> order = List.copyOf(texts);
        List<CacheKey> keys = order.stream().map(CacheKey::parse).toList();
        CacheKey any = keys.get(0);
        ReportVariant variant = any.variant();
        Snapshot snapshot = published.of(any);
        Walk walk = new Walk(
                snapshot,
                variant,
                Parameters.knownAt(any, snapshot),
                ColumnSelection.of(
                        variant.type(),
                        keys.stream()
                                .map(key -> Objects.requireNonNull(key.parameter(COLUMN)))
                                .toList()),
                codes(any, variant, snapshot));
        List<Map<String, NewestColumn.Value>> values = new ArrayList<>();
        order.forEach(text -> values.add(new HashMap<>()));
        walk.forEachMarket((code, columns) -> {
            for (int column = 0; column < columns.size(); column++) {
                values.get(column).put(code, NewestColumn.Value.of(columns.get(column)));
            }
        });
        Map<String, Column> loaded = new HashMap<>();
        for (int column = 0; column < order.size(); column++) {
            loaded.put(
                    order.get(column),
                    new Column(new NewestColumn(walk.selection.keys().get(column), values.get(column))));
        }
        return loaded;
    }

    /** The markets of a variant that a key is about. */
    private Set<String> codes(CacheKey key, ReportVariant variant, Snapshot snapshot) {
        if (key.parameter(MARKETS) == null) {
            return snapshot.marketsOf(variant).keySet();
        }
        return rows.primary(snapshot, variant.subtype(), Parameters.knownAt(key, snapshot)).stream()
                .map(ScreenerRow::meta)
                .filter(meta -> meta.variant() == variant)
                .map(MarketMeta::code)
                .collect(Collectors.toSet());
    }

    /** A walk over markets of a variant. Prices are read before it or after it, as it keeps a connection of its own. */
    private final class Walk {
        private final Snapshot snapshot;
        private final ReportVariant variant;
        private final Optional<Instant> knownAt;
        private final ColumnSelection selection;
        private final Set<String> codes;
        private final long version;
        private final Instant moment;

        private Walk(
                Snapshot snapshot,
                ReportVariant variant,
                Optional<Instant> knownAt,
                ColumnSelection selection,
                Set<String> codes) {
            this.snapshot = snapshot;
            this.variant = variant;
            this.knownAt = knownAt;
            this.selection = selection;
            this.codes = codes;
            this.version = snapshot.asOf(variant);
            this.moment = knownAt.orElse(Instant.MAX);
        }

        /** Computes the columns of each market, from the weeks that determine the values of its newest one if these are few. */
        void forEachMarket(BiConsumer<String, List<MeasureColumn>> markets) {
            selection
                    .weeksNeeded()
                    .ifPresentOrElse(needed -> ofNewestWeeks(needed, markets), () -> ofAllWeeks(markets));
        }

        private void ofAllWeeks(BiConsumer<String, List<MeasureColumn>> markets) {
            Map<String, MarketSessions.Priced> prices = prices(codes, Sessions.ALL);
            weeks.forEachMarket(variant, version, moment, history -> {
                if (codes.contains(history.code())) {
                    markets.accept(history.code(), measures.columns(with(prices, history), selection));
                }
            });
        }

        private void ofNewestWeeks(int needed, BiConsumer<String, List<MeasureColumn>> markets) {
            Map<String, MarketSessions.Priced> prices = prices(
                    codes, (int) newestDay().minusWeeks(needed + MORE_WEEKS).toEpochDay());
            Set<String> incomplete = new LinkedHashSet<>();
            weeks.forEachMarketWithNewestWeeks(
                    variant, version, moment, needed, codes::contains, history -> measures.columnsOfNewest(
                                    with(prices, history), selection)
                            .ifPresentOrElse(
                                    columns -> markets.accept(history.code(), columns),
                                    () -> incomplete.add(history.code())));
            Map<String, MarketSessions.Priced> allPrices = prices(incomplete, Sessions.ALL);
            incomplete.forEach(code -> weeks.market(variant, code, version, moment)
                    .ifPresent(history -> markets.accept(code, measures.columns(with(allPrices, history), selection))));
        }

        private LocalDate newestDay() {
            return knownAt.map(Parameters::day)
                    .orElseGet(() -> Objects.requireNonNull(snapshot.variants().get(variant))
                            .lastDate());
        }

        private Map<String, MarketSessions.Priced> prices(Set<String> ofMarkets, int since) {
            return selection.needsPrices() ? sessions.of(ofMarkets, snapshot, knownAt, since) : Map.of();
        }

        private static MarketWeeks with(Map<String, MarketSessions.Priced> prices, MarketHistory history) {
            return prices.getOrDefault(history.code(), MarketSessions.UNPRICED).with(history);
        }
    }
}
