package cotinga.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import cotinga.payload.RowColumns;
import cotinga.payload.RowCondition;
import cotinga.payload.ScreenerRow;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshot;
import cotinga.store.alerts.AlertStore;
import cotinga.store.alerts.MarketAlert;
import cotinga.watchlist.AllWatchlists;
import cotinga.watchlist.Watchlist;
import cotinga.watchlist.WatchlistEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Evaluates all watchlists on the published data; returns the alerts about conditions that have become true. */
    public List<MarketAlert> evaluate() {
        Snapshot snapshot = published.latest();
        List<MarketAlert.Found> holding = new ArrayList<>();
        Set<MarketAlert.Held> evaluated = new HashSet<>();
        Set<String> entries = new HashSet<>();
        for (Watchlist watchlist : watchlists.valid()) {
            for (WatchlistEntry entry : watchlist.entries()) {
                entries.add(entry(watchlist.name(), entry.key()));
                evaluate(snapshot, watchlist, entry, holding, evaluated);
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

    private void evaluate(
            Snapshot snapshot,
            Watchlist watchlist,
            WatchlistEntry entry,
            List<MarketAlert.Found> holding,
            Set<MarketAlert.Held> evaluated) {
        RowCondition condition = new RowCondition(entry.condition(), columns(snapshot, entry));
        for (ScreenerRow row : rows(snapshot, entry)) {
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

    private Collection<ScreenerRow> rows(Snapshot snapshot, WatchlistEntry entry) {
        Optional<ReportType> type = entry.reportType();
        if (type.isEmpty()) {
            return rows.primary(snapshot, entry.subtype(), Optional.empty());
        }
        ReportVariant variant = ReportVariant.of(type.get(), entry.subtype());
        return snapshot.variants().containsKey(variant) ? rows.of(snapshot, variant, Optional.empty()) : List.of();
    }

    private RowColumns columns(Snapshot snapshot, WatchlistEntry entry) {
        List<ReportVariant> variants = entry.reportType()
                .map(type -> List.of(ReportVariant.of(type, entry.subtype())))
                .orElseGet(() -> ScreenerRows.primaryVariants(snapshot, entry.subtype()));
        Set<String> keys = new LinkedHashSet<>(entry.condition().keys());
        keys.removeIf(key -> entry.fields().column(key).isEmpty());
        return newestColumns.of(
                snapshot,
                variants.stream().filter(snapshot.variants()::containsKey).toList(),
                Optional.empty(),
                keys);
    }

    private static String json(Map<String, @Nullable Object> values) {
        try {
            return ResponseJson.mapper().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The values of an alert cannot be written as JSON", e);
        }
    }
}
