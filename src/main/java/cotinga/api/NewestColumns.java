package cotinga.api;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.measure.ColumnSelection;
import cotinga.measure.MarketWeeks;
import cotinga.measure.MeasureColumn;
import cotinga.measure.MeasureKey;
import cotinga.measure.Measures;
import cotinga.payload.NewestColumn;
import cotinga.payload.RowColumns;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Measures of the newest weeks of all markets. The columns that a request needs and that are not cached are computed in one walk. */
public final class NewestColumns {
    private static final String COLUMN = "column";

    private final PublishedData published;
    private final WeekStore weeks;
    private final MarketSessions sessions;
    private final Measures measures;
    private final LoadingCache<String, Column> cache;

    public NewestColumns(
            PublishedData published, WeekStore weeks, MarketSessions sessions, Measures measures, AnswerCaches caches) {
        this.published = published;
        this.weeks = weeks;
        this.sessions = sessions;
        this.measures = measures;
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

    /** The columns with some keys that the reports of some variants have, current or as known at a time. */
    RowColumns of(
            Snapshot snapshot, Collection<ReportVariant> variants, Optional<Instant> knownAt, Collection<String> keys) {
        Map<String, MeasureKey> names = new LinkedHashMap<>();
        Map<ReportVariant, Map<String, NewestColumn>> columns = new HashMap<>();
        for (ReportVariant variant : variants) {
            List<MeasureKey> ofVariant = keys.stream()
                    .flatMap(key -> ColumnSelection.key(variant.type(), key).stream())
                    .toList();
            ofVariant.forEach(key -> names.put(key.key(), key));
            columns.put(variant, of(snapshot, variant, knownAt, ofVariant));
        }
        return new RowColumns(names, columns);
    }

    private Map<String, NewestColumn> of(
            Snapshot snapshot, ReportVariant variant, Optional<Instant> knownAt, List<MeasureKey> keys) {
        Map<String, String> parameters = new LinkedHashMap<>();
        knownAt.ifPresent(moment -> parameters.put(KnownMarkets.KNOWN_AT, moment.toString()));
        return cache
                .getAll(keys.stream()
                        .map(key -> {
                            parameters.put(COLUMN, key.key());
                            return CacheKey.of(snapshot, variant)
                                    .with(new LinkedHashMap<>(parameters))
                                    .text();
                        })
                        .toList())
                .values()
                .stream()
                .map(Column::column)
                .collect(Collectors.toMap(column -> column.key().key(), Function.identity()));
    }

    /** Computes columns of one variant, as known at one time. */
    private Map<String, Column> load(Set<String> texts) {
        List<String> order = List.copyOf(texts);
        List<CacheKey> keys = order.stream().map(CacheKey::parse).toList();
        CacheKey any = keys.get(0);
        ReportVariant variant = any.variant();
        Snapshot snapshot = published.of(any);
        Optional<Instant> knownAt = Parameters.knownAt(any, snapshot);
        ColumnSelection selection = ColumnSelection.of(
                variant.type(),
                keys.stream()
                        .map(key -> Objects.requireNonNull(key.parameter(COLUMN)))
                        .toList());
        List<Map<String, NewestColumn.Value>> values = new ArrayList<>();
        order.forEach(text -> values.add(new HashMap<>()));
        forEachMarket(variant, snapshot, knownAt, selection, (code, columns) -> {
            for (int column = 0; column < columns.size(); column++) {
                values.get(column).put(code, NewestColumn.Value.of(columns.get(column)));
            }
        });
        Map<String, Column> loaded = new HashMap<>();
        for (int column = 0; column < order.size(); column++) {
            loaded.put(
                    order.get(column),
                    new Column(new NewestColumn(selection.keys().get(column), values.get(column))));
        }
        return loaded;
    }

    /** Computes the columns of each market from the weeks that determine the values of its newest one. */
    private void forEachMarket(
            ReportVariant variant,
            Snapshot snapshot,
            Optional<Instant> knownAt,
            ColumnSelection selection,
            BiConsumer<String, List<MeasureColumn>> markets) {
        long version = snapshot.asOf(variant);
        Instant moment = knownAt.orElse(Instant.MAX);
        Function<MarketHistory, MarketWeeks> inputs = inputs(variant, snapshot, knownAt, selection);
        Consumer<MarketHistory> ofAllWeeks =
                history -> markets.accept(history.code(), measures.columns(inputs.apply(history), selection));
        OptionalInt needed = selection.weeksNeeded();
        if (needed.isEmpty()) {
            weeks.forEachMarket(variant, version, moment, ofAllWeeks);
            return;
        }
        List<String> incomplete = new ArrayList<>();
        weeks.forEachMarketWithNewestWeeks(
                variant, version, moment, needed.getAsInt(), history -> measures.columnsOfNewest(
                                inputs.apply(history), selection)
                        .ifPresentOrElse(
                                columns -> markets.accept(history.code(), columns),
                                () -> incomplete.add(history.code())));
        incomplete.forEach(code -> weeks.market(variant, code, version, moment).ifPresent(ofAllWeeks));
    }

    /** Adds prices to weeks if the columns need them. They are read here, as a walk over the markets keeps a connection of its own. */
    private Function<MarketHistory, MarketWeeks> inputs(
            ReportVariant variant, Snapshot snapshot, Optional<Instant> knownAt, ColumnSelection selection) {
        if (!selection.needsPrices()) {
            return MarketWeeks::of;
        }
        Map<String, MarketSessions.Priced> prices = new HashMap<>();
        snapshot.marketsOf(variant).keySet().forEach(code -> prices.put(code, sessions.of(code, snapshot, knownAt)));
        return history -> prices.computeIfAbsent(history.code(), code -> sessions.of(code, snapshot, knownAt))
                .with(history);
    }
}
