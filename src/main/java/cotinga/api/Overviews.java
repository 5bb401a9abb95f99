package cotinga.api;

import cotinga.measure.Basis;
import cotinga.payload.Divergence;
import cotinga.payload.Overview;
import cotinga.payload.Payloads;
import cotinga.payload.RowColumns;
import cotinga.payload.ScreenerRow;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The overview of all markets in their primary reports: the content of the cache {@code overview}. */
public final class Overviews {
    private static final String OVERVIEW = "overview";

    private final PublishedData published;
    private final Payloads payloads;
    private final ScreenerRows rows;
    private final NewestColumns newestColumns;
    private final PriceDivergences priceDivergences;

    public Overviews(
            PublishedData published,
            Payloads payloads,
            ScreenerRows rows,
            NewestColumns newestColumns,
            PriceDivergences priceDivergences) {
        this.published = published;
        this.payloads = payloads;
        this.rows = rows;
        this.newestColumns = newestColumns;
        this.priceDivergences = priceDivergences;
    }

    /** The key of an overview, current or as known at a time. */
    public String of(Request request) {
        return RowScope.of(request, published).key(OVERVIEW, Map.of()).text();
    }

    /** The keys of the current overviews, one for each subtype with data. */
    public List<String> usual() {
        Snapshot snapshot = published.latest();
        return snapshot.subtypesWithData().stream()
                .map(subtype -> new RowScope(snapshot, subtype, Optional.empty(), Optional.empty())
                        .key(OVERVIEW, Map.of())
                        .text())
                .toList();
    }

    /** Computes the overview of a key. */
    public Answer load(CacheKey key) {
        RowScope scope = RowScope.of(key, published);
        Collection<ScreenerRow> markets = scope.rows(rows);
        Set<String> keys = scope.variants().stream()
                .map(ReportVariant::type)
                .map(Overview::keys)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        RowColumns columns = newestColumns.of(scope, keys);
        List<Divergence> divergences = Divergence.of(
                markets.stream().filter(Overview::isUpToDate).toList(),
                columns,
                Basis.NET,
                priceDivergences.finder(scope.snapshot(), scope.knownAt(), Basis.NET));
        return Answer.of(payloads.overview(new Overview(markets, columns, divergences), key.dataVersion()));
    }
}
