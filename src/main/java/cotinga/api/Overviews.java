package cotinga.api;

import cotinga.measure.Basis;
import cotinga.payload.Divergence;
import cotinga.payload.Overview;
import cotinga.payload.Payloads;
import cotinga.payload.RowColumns;
import cotinga.payload.ScreenerRow;
import cotinga.report.MarketHistory;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import cotinga.snapshot.Snapshot;
import cotinga.store.weeks.WeekStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The overview of all markets in their primary reports: the content of the cache {@code overview}. */
public final class Overviews {
    private static final String OVERVIEW = "overview";
    private static final int WEEKS_OF_A_SPARKLINE = 53;
    private static final double DAYS_OF_WEEK = 7;

    private final PublishedData published;
    private final WeekStore weeks;
    private final Payloads payloads;
    private final ScreenerRows rows;
    private final NewestColumns newestColumns;
    private final PriceDivergences priceDivergences;

    public Overviews(
            PublishedData published,
            WeekStore weeks,
            Payloads payloads,
            ScreenerRows rows,
            NewestColumns newestColumns,
            PriceDivergences priceDivergences) {
        this.published = published;
        this.weeks = weeks;
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
        RowColumns columns = newestColumns.of(scope.snapshot(), scope.variants(), scope.knownAt(), keys);
        List<Divergence> divergences = Divergence.of(
                markets.stream().filter(Overview::isUpToDate).toList(),
                columns,
                Basis.NET,
                priceDivergences.finder(scope.snapshot(), scope.knownAt(), Basis.NET));
        return Answer.of(payloads.overview(
                new Overview(markets, columns, sparklines(scope, markets), divergences), key.dataVersion()));
    }

    /** The net of the speculative group of each market in the weeks of a year, oldest first; missing for weeks without it. */
    private Map<String, int[]> sparklines(RowScope scope, Collection<ScreenerRow> markets) {
        Map<String, int[]> sparklines = new HashMap<>();
        for (ReportVariant variant : scope.variants()) {
            Set<String> codes = markets.stream()
                    .map(ScreenerRow::meta)
                    .filter(meta -> meta.variant() == variant)
                    .map(meta -> meta.code())
                    .collect(Collectors.toSet());
            weeks.forEachMarketWithNewestWeeks(
                    variant,
                    scope.snapshot().asOf(variant),
                    scope.knownAt().orElse(Instant.MAX),
                    WEEKS_OF_A_SPARKLINE,
                    history -> {
                        if (codes.contains(history.code())) {
                            sparklines.put(history.code(), sparkline(history));
                        }
                    });
        }
        return sparklines;
    }

    private static int[] sparkline(MarketHistory history) {
        int group = history.variant()
                .type()
                .groups()
                .indexOf(history.variant().type().speculativeGroup());
        int[] longs = history.column(group, WeekColumn.LONG);
        int[] shorts = history.column(group, WeekColumn.SHORT);
        int[] dates = history.reportDates();
        int[] nets = new int[WEEKS_OF_A_SPARKLINE];
        Arrays.fill(nets, WeekColumn.MISSING);
        for (int week = 0; week < dates.length; week++) {
            long weeksAgo = Math.round((dates[dates.length - 1] - dates[week]) / DAYS_OF_WEEK);
            boolean isKnown = longs[week] != WeekColumn.MISSING && shorts[week] != WeekColumn.MISSING;
            if (weeksAgo < nets.length && isKnown) {
                nets[nets.length - 1 - (int) weeksAgo] = longs[week] - shorts[week];
            }
        }
        return Arrays.stream(nets).dropWhile(net -> net == WeekColumn.MISSING).toArray();
    }
}
