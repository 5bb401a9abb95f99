package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.market.PrimaryReport;
import cotinga.payload.Payloads;
import cotinga.payload.RowColumns;
import cotinga.payload.ScreenerFields;
import cotinga.payload.ScreenerFilter;
import cotinga.payload.ScreenerQuery;
import cotinga.payload.Tables;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pages of screener rows, of one variant or of every market in its primary report: the content of the cache {@code screener}. The path
 * of a key is that of the variant, or the subtype, and {@code page}.
 */
public final class Screeners {
    private static final String PAGE = "page";
    private static final String MIN_WEEKS = "min_weeks";
    private static final int MOST_ROWS = 1_000;
    private static final RowColumnParameters PRIMARY_COLUMNS =
            new RowColumnParameters(PrimaryReport.TYPES, ScreenerFields.ofPrimaryReports());

    private final PublishedData published;
    private final Payloads payloads;
    private final MarketCategories categories;
    private final ScreenerRows rows;
    private final NewestColumns newestColumns;
    private final Tables tables = new Tables();

    public Screeners(
            PublishedData published,
            Payloads payloads,
            MarketCategories categories,
            ScreenerRows rows,
            NewestColumns newestColumns) {
        this.published = published;
        this.payloads = payloads;
        this.categories = categories;
        this.rows = rows;
        this.newestColumns = newestColumns;
    }

    /** The key of a page of the rows of a variant, current or as known at a time. */
    public String page(Request request) {
        ReportVariant variant = Parameters.variant(request);
        Snapshot snapshot = published.snapshot(variant);
        ScreenerQuery query = query(request, columnsOf(variant), Parameters.ROWS_OF_A_PAGE);
        return CacheKey.of(snapshot, variant, PAGE)
                .with(parameters(query, request, snapshot))
                .text();
    }

    /** The key of a page of rows, one per market with a report in the subtype, in its primary report among those. */
    public String primaryPage(Request request) {
        Subtype subtype = Parameters.subtypeOrDefault(request);
        Snapshot snapshot = published.snapshot(subtype);
        ScreenerQuery query = query(request, PRIMARY_COLUMNS, MOST_ROWS);
        return CacheKey.of(snapshot, subtype.key(), PAGE)
                .with(parameters(query, request, snapshot))
                .text();
    }

    /** The keys of the pages that clients usually request first. */
    public List<String> usual() {
        Snapshot snapshot = published.latest();
        Stream<CacheKey> ofVariants = snapshot.variantsWithData().stream()
                .map(variant -> CacheKey.of(snapshot, variant, PAGE)
                        .with(parameters(everything(Parameters.ROWS_OF_A_PAGE), Format.JSON)));
        Stream<CacheKey> ofSubtypes = snapshot.subtypesWithData().stream()
                .map(subtype -> CacheKey.of(snapshot, subtype.key(), PAGE)
                        .with(parameters(everything(MOST_ROWS), Format.JSON)));
        return Stream.concat(ofVariants, ofSubtypes).map(CacheKey::text).toList();
    }

    private static ScreenerQuery everything(int limit) {
        return new ScreenerQuery(ScreenerFilter.NONE, null, true, limit, 0);
    }

    private static RowColumnParameters columnsOf(ReportVariant variant) {
        return new RowColumnParameters(List.of(variant.type()), ScreenerFields.of(variant.type()));
    }

    /** Computes the page of a key. */
    public Answer load(CacheKey key) {
        return key.path().get(1).equals(PAGE) ? primaryPage(key) : page(key);
    }

    private Answer page(CacheKey key) {
        Snapshot snapshot = published.of(key);
        ReportVariant variant = key.variant();
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        RowColumnParameters available = columnsOf(variant);
        ScreenerQuery query = query(key, available, Parameters.ROWS_OF_A_PAGE);
        RowScope scope = new RowScope(snapshot, variant.subtype(), Optional.of(variant.type()), knownAt);
        RowColumns columns = newestColumns.of(scope, available.needed(query));
        return Answer.of(
                payloads.screenerPage(scope.rows(rows), columns, query),
                Format.of(key),
                "screener_" + variant.key(),
                (page, table) -> tables.rows(page, available.with(query.columns()), table));
    }

    private Answer primaryPage(CacheKey key) {
        Subtype subtype = Parameters.subtype(key.path().get(0));
        Snapshot snapshot = published.of(key);
        Optional<Instant> knownAt = Parameters.knownAt(key, snapshot);
        ScreenerQuery query = query(key, PRIMARY_COLUMNS, MOST_ROWS);
        RowScope scope = new RowScope(snapshot, subtype, Optional.empty(), knownAt);
        RowColumns columns = newestColumns.of(scope, PRIMARY_COLUMNS.needed(query));
        return Answer.of(
                payloads.primaryScreenerPage(scope.rows(rows), columns, query),
                Format.of(key),
                "screener-v2_" + subtype.key(),
                (page, table) -> tables.rows(page, PRIMARY_COLUMNS.with(query.columns()), table));
    }

    private ScreenerQuery query(Query query, RowColumnParameters available, int defaultLimit) {
        return available.checked(new ScreenerQuery(
                new ScreenerFilter(
                        Parameters.category(query, categories),
                        Parameters.wholeNumber(query, Parameters.MAX_WEEKS_BEHIND, ScreenerFilter.ANY_LAG),
                        Parameters.wholeNumber(query, MIN_WEEKS, ScreenerFilter.NONE.minWeeks())),
                available.where(query),
                available.columns(query),
                available.sortBy(query, Parameters.SORT_BY),
                Parameters.isDescending(query),
                Parameters.wholeNumber(query, Parameters.LIMIT, defaultLimit),
                Parameters.offset(query)));
    }

    private static Map<String, String> parameters(ScreenerQuery query, Request request, Snapshot snapshot) {
        Map<String, String> parameters = parameters(query, Format.of(request));
        Parameters.addKnownAt(parameters, Parameters.knownAt(request, snapshot));
        return parameters;
    }

    /** The parameters from which the same query is read. */
    private static Map<String, String> parameters(ScreenerQuery query, Format format) {
        Map<String, String> parameters = new LinkedHashMap<>();
        ScreenerFilter filter = query.filter();
        if (filter.category() != null) {
            parameters.put(Parameters.CATEGORY, filter.category());
        }
        if (filter.maxWeeksBehind() != ScreenerFilter.NONE.maxWeeksBehind()) {
            parameters.put(Parameters.MAX_WEEKS_BEHIND, String.valueOf(filter.maxWeeksBehind()));
        }
        if (filter.minWeeks() != ScreenerFilter.NONE.minWeeks()) {
            parameters.put(MIN_WEEKS, String.valueOf(filter.minWeeks()));
        }
        if (query.where() != null) {
            parameters.put(RowColumnParameters.WHERE, query.where().toString());
        }
        if (!query.columns().isEmpty()) {
            parameters.put(RowColumnParameters.COLUMNS, String.join(",", query.columns()));
        }
        if (query.sortBy() != null) {
            Parameters.addOrder(parameters, query.sortBy(), query.descending());
        }
        Parameters.addPage(parameters, query.limit(), query.offset());
        format.addTo(parameters);
        return parameters;
    }
}
