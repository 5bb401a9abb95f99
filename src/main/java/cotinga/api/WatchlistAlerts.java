package cotinga.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import cotinga.payload.RowColumns;
import cotinga.payload.RowCondition;
import cotinga.payload.RowFields;
import cotinga.payload.ScreenerRow;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.snapshot.Snapshot;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.MarketAlert;
import cotinga.watchlist.AllWatchlists;
import cotinga.watchlist.Watchlist;
import cotinga.watchlist.WatchlistEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates watchlists: each condition on the newest week of each of its markets that is up to date, as {@code where} of the screener
 * does. A market that lags keeps what held for it.
 */
public final class WatchlistAlerts {
    private final PublishedData published;
    private final ScreenerRows rows;
    private final NewestColumns newestColumns;
    private final AlertStore alerts;
    private final AllWatchlists watchlists;

    public WatchlistAlerts(
            PublishedData published,
            ScreenerRows rows,
            NewestColumns newestColumns,
            AlertStore alerts,
            AllWatchlists watchlists) {
        this.published = published;
        this.rows = rows;
        this.newestColumns = newestColumns;
        this.alerts = alerts;
        this.watchlists = watchlists;
    }

    /** What entries are about: a report, or the primary one of each market. */
    private record Report(Optional<ReportType> type, Subtype subtype) {
        static Report of(WatchlistEntry entry) {
            return new Report(entry.reportType(), entry.subtype());
        }
    }

    /** The rows of a report, and the columns that any entry about it compares. */
    private record Table(Collection<ScreenerRow> rows, RowColumns columns) {}

    /** Evaluates all watchlists on the published data; returns the alerts about conditions that have become true. */
    public List<MarketAlert> evaluate() {
        Snapshot snapshot = published.latest();
        List<Watchlist> lists = watchlists.valid();
        Map<Report, Table> tables = tables(snapshot, lists);
        List<MarketAlert.Found> holding = new ArrayList<>();
        Set<MarketAlert.Held> evaluated = new HashSet<>();
        Set<String> entries = new HashSet<>();
        for (Watchlist watchlist : lists) {
            for (WatchlistEntry entry : watchlist.entries()) {
                entries.add(entry(watchlist.name(), entry.key()));
                Table table = tables.get(Report.of(entry));
                if (table != null) {
                    evaluate(table, watchlist, entry, holding, evaluated);
                }
            }
        }
        return alerts.record(
                holding,
                held -> evaluated.contains(held) || !entries.contains(entry(held.watchlist(), held.entry())),
                snapshot.dataVersion());
    }

    private static String entry(String watchlist, String key) {
        return watchlist + "/" + key;
    }

    /** What entries are evaluated on. The columns of all entries about a report are computed in one walk. A report without data has none. */
    private Map<Report, Table> tables(Snapshot snapshot, List<Watchlist> lists) {
        Map<Report, Set<String>> keys = new HashMap<>();
        for (Watchlist watchlist : lists) {
            for (WatchlistEntry entry : watchlist.entries()) {
                RowFields fields = entry.fields();
                Set<String> ofReport = keys.computeIfAbsent(Report.of(entry), first -> new LinkedHashSet<>());
                entry.condition().keys().stream()
                        .filter(key -> fields.column(key).isPresent())
                        .forEach(ofReport::add);
            }
        }
        Map<Report, Table> tables = new HashMap<>();
        keys.forEach((report, ofReport) -> {
            RowScope scope = new RowScope(snapshot, report.subtype(), report.type(), Optional.empty());
            List<ReportVariant> variants = scope.variants();
            if (snapshot.variants().keySet().containsAll(variants)) {
                tables.put(report, new Table(scope.rows(rows), newestColumns.of(scope, ofReport)));
            }
        });
        return tables;
    }

    private static void evaluate(
            Table table,
            Watchlist watchlist,
            WatchlistEntry entry,
            List<MarketAlert.Found> holding,
            Set<MarketAlert.Held> evaluated) {
        RowCondition condition = new RowCondition(entry.condition(), table.columns());
        for (ScreenerRow row : table.rows()) {
            if (row.meta().weeksBehind() > 0 || !entry.covers(row.meta())) {
                continue;
            }
            ReportVariant variant = row.meta().variant();
            evaluated.add(new MarketAlert.Held(
                    watchlist.name(), entry.key(), variant, row.meta().code()));
            if (condition.matches(row)) {
                holding.add(new MarketAlert.Found(
                        watchlist.name(),
                        entry.key(),
                        entry.label(),
                        variant,
                        row.meta().code(),
                        row.meta().displayName(),
                        LocalDate.parse(row.date()),
                        entry.condition().toString(),
                        json(condition.values(row))));
            }
        }
    }

    private static String json(Map<String, @Nullable Object> values) {
        try {
            return ResponseJson.mapper().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The values of an alert cannot be written as JSON", e);
        }
    }
}
