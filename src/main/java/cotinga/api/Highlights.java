package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.measure.Basis;
import cotinga.measure.MeasureKey;
import cotinga.payload.Divergence;
import cotinga.payload.Highlight;
import cotinga.payload.HighlightKind;
import cotinga.payload.Payloads;
import cotinga.payload.RowColumns;
import cotinga.payload.ScreenerFilter;
import cotinga.payload.ScreenerRow;
import cotinga.payload.Tables;
import cotinga.report.GroupChoice;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists of the markets that stand out in their newest week: the content of the cache {@code highlights}. The path of a key is the subtype
 * and the list.
 */
public final class Highlights {
    private static final String DIVERGENCES = "divergences";
    private static final String GROUP = "group";
    private static final String BASIS = "basis";

    private final PublishedData published;
    private final Payloads payloads;
    private final MarketCategories categories;
    private final ScreenerRows rows;
    private final NewestColumns newestColumns;
    private final PriceDivergences priceDivergences;
    private final Tables tables = new Tables();

    public Highlights(
            PublishedData published,
            Payloads payloads,
            MarketCategories categories,
            ScreenerRows rows,
            NewestColumns newestColumns,
            PriceDivergences priceDivergences) {
        this.published = published;
        this.payloads = payloads;
        this.categories = categories;
        this.rows = rows;
        this.newestColumns = newestColumns;
        this.priceDivergences = priceDivergences;
    }

    /** The key of the groups at an extreme. */
    public String extremes(Request request) {
        return key(request, HighlightKind.EXTREMES);
    }

    /** The key of the groups that have moved much. */
    public String movers(Request request) {
        return key(request, HighlightKind.MOVERS);
    }

    /** The key of the groups that have changed sides. */
    public String flips(Request request) {
        return key(request, HighlightKind.FLIPS);
    }

    /** The key of the markets whose speculators stand against the commercials or the price. */
    public String divergences(Request request) {
        return key(request, DIVERGENCES, Map.of());
    }

    private String key(Request request, HighlightKind kind) {
        Map<String, String> group = new LinkedHashMap<>();
        String key = request.parameter(GROUP);
        if (key != null && !key.equals(GroupChoice.ALL.key())) {
            group.put(GROUP, key);
        }
        return key(request, kind.name().toLowerCase(Locale.ROOT), group);
    }

    private String key(Request request, String list, Map<String, String> group) {
        Map<String, String> parameters = new LinkedHashMap<>(group);
        Basis basis = basis(request);
        if (basis != Basis.NET) {
            parameters.put(BASIS, basis.key());
        }
        ScreenerFilter filter = filter(request);
        if (filter.category() != null) {
            parameters.put(Parameters.CATEGORY, filter.category());
        }
        parameters.put(Parameters.MAX_WEEKS_BEHIND, String.valueOf(filter.maxWeeksBehind()));
        Parameters.addPage(parameters, Parameters.limit(request), Parameters.offset(request));
        Format.of(request).addTo(parameters);
        return RowScope.of(request, published).key(list, parameters).text();
    }

    /** Computes the list of a key. */
    public Answer load(CacheKey key) {
        String list = key.path().get(1);
        return list.equals(DIVERGENCES)
                ? loadDivergences(key)
                : load(key, HighlightKind.valueOf(list.toUpperCase(Locale.ROOT)));
    }

    private Answer load(CacheKey key, HighlightKind kind) {
        RowScope scope = RowScope.of(key, published);
        GroupChoice groups = GroupChoice.ofKey(Objects.requireNonNullElse(key.parameter(GROUP), GroupChoice.ALL.key()))
                .orElseThrow();
        Basis basis = basis(key);
        RowColumns columns = columns(
                scope, type -> groups.of(type).stream().flatMap(group -> kind.keys(type, group, basis).stream()));
        return answer(
                key,
                payloads.highlights(
                        kind,
                        Highlight.of(kind, rows(scope, key), columns, groups, basis),
                        Parameters.limit(key),
                        Parameters.offset(key)),
                Payloads.fields(kind));
    }

    private Answer loadDivergences(CacheKey key) {
        RowScope scope = RowScope.of(key, published);
        Basis basis = basis(key);
        RowColumns columns = columns(scope, type -> Divergence.keys(type, basis).stream());
        List<Divergence> divergences = Divergence.of(
                rows(scope, key), columns, basis, priceDivergences.finder(scope.snapshot(), scope.knownAt(), basis));
        return answer(
                key,
                payloads.divergences(divergences, Parameters.limit(key), Parameters.offset(key)),
                Payloads.divergenceFields());
    }

    private Answer answer(CacheKey key, byte[] page, List<String> fields) {
        return Answer.of(
                page,
                Format.of(key),
                key.path().get(1) + "_" + key.path().get(0),
                (json, table) -> tables.rows(json, fields, table));
    }

    private RowColumns columns(RowScope scope, Function<ReportType, Stream<MeasureKey>> keys) {
        Set<String> needed = scope.variants().stream()
                .map(ReportVariant::type)
                .flatMap(keys)
                .map(MeasureKey::key)
                .collect(Collectors.toSet());
        return newestColumns.of(scope, needed);
    }

    private List<ScreenerRow> rows(RowScope scope, Query query) {
        return scope.rows(rows).stream().filter(filter(query)::matches).toList();
    }

    /** The markets of a category that are up to date, or lag by some weeks. */
    private ScreenerFilter filter(Query query) {
        return new ScreenerFilter(
                Parameters.category(query, categories),
                Parameters.wholeNumber(query, Parameters.MAX_WEEKS_BEHIND, 0),
                ScreenerFilter.NONE.minWeeks());
    }

    private static Basis basis(Query query) {
        String key = query.parameter(BASIS);
        return key == null ? Basis.NET : Basis.ofKey(key).orElseThrow();
    }
}
