package cotinga.store.alerts;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Notifications;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** The alerts of watchlists, and the conditions that held at the last evaluation. */
public final class AlertStore {
    private static final Sql HELD_CONDITIONS = Sql.named("held-conditions");
    private static final Sql INSERT_HELD_CONDITION = Sql.named("insert-held-condition");
    private static final Sql DELETE_HELD_CONDITION = Sql.named("delete-held-condition");
    private static final Sql COUNT_ALERTS_OF_WEEK = Sql.named("count-alerts-of-week");
    private static final Sql INSERT_ALERT = Sql.named("insert-alert");
    private static final Sql ALERTS = Sql.named("alerts");
    private static final Sql COUNT_ALERTS = Sql.named("count-alerts");
    private static final Sql DELETE_ALERTS = Sql.named("delete-alerts");

    private final DataSource database;
    private final StoreClock clock;

    public AlertStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /**
     * A page of alerts.
     *
     * @param total the number of all selected alerts
     */
    public record Page(List<MarketAlert> alerts, long total) {
        public Page {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Records an evaluation: a condition that holds and did not hold before becomes an alert, unless it had one in the same week of the
     * market. Returns the new alerts.
     *
     * @param holding what holds now
     * @param isEvaluated whether a condition that held before would be in {@code holding} if it still held
     */
    public synchronized List<MarketAlert> record(
            List<MarketAlert.Found> holding, Predicate<MarketAlert.Held> isEvaluated, long dataVersion) {
        return Transaction.writeThrough(database, "record the alerts of data version " + dataVersion, connection -> {
            Set<MarketAlert.Held> before;
            try (NamedStatement held = HELD_CONDITIONS.prepare(connection)) {
                before = new HashSet<>(held.list(MarketAlert.Held::read));
            }
            Set<MarketAlert.Held> over = new HashSet<>(before);
            over.removeIf(held -> !isEvaluated.test(held));
            List<MarketAlert> alerts = new ArrayList<>();
            for (MarketAlert.Found found : holding) {
                over.remove(found.held());
                if (before.add(found.held())) {
                    change(connection, INSERT_HELD_CONDITION, found.held());
                    if (!hasAlert(connection, found)) {
                        alerts.add(insert(connection, found, dataVersion));
                    }
                }
            }
            for (MarketAlert.Held held : over) {
                change(connection, DELETE_HELD_CONDITION, held);
            }
            if (!alerts.isEmpty()) {
                Notifications.send(connection);
            }
            return alerts;
        });
    }

    private static void change(Connection connection, Sql sql, MarketAlert.Held held) throws SQLException {
        try (NamedStatement statement = sql.prepare(connection)) {
            set(statement, held).update();
        }
    }

    private static NamedStatement set(NamedStatement statement, MarketAlert.Held held) throws SQLException {
        return statement
                .set("watchlist", held.watchlist())
                .set("entry", held.entry())
                .set("variant", held.variant().path())
                .set("code", held.code());
    }

    private static boolean hasAlert(Connection connection, MarketAlert.Found found) throws SQLException {
        try (NamedStatement alerts = COUNT_ALERTS_OF_WEEK.prepare(connection)) {
            return set(alerts, found.held())
                            .set("report_date", found.reportDate())
                            .first(row -> row.getLong(1))
                            .orElseThrow()
                    > 0;
        }
    }

    private MarketAlert insert(Connection connection, MarketAlert.Found found, long dataVersion) throws SQLException {
        Instant now = clock.now(connection);
        try (NamedStatement insertion = INSERT_ALERT.prepareInsert(connection)) {
            long id = set(insertion, found.held())
                    .set("created_at", now)
                    .set("data_version", dataVersion)
                    .set("label", found.label())
                    .set("name", found.name())
                    .set("report_date", found.reportDate())
                    .set("condition_text", found.condition())
                    .set("compared", found.values())
                    .insert();
            return new MarketAlert(id, now, dataVersion, found);
        }
    }

    /** A page of the alerts, the earliest first. */
    public Page page(AlertQuery query) {
        return Transaction.read(database, "read the alerts since " + query.since(), connection -> {
            List<MarketAlert> alerts;
            try (NamedStatement statement = ALERTS.prepare(connection)) {
                alerts = filter(statement, query)
                        .set("limit", query.limit())
                        .set("offset", query.offset())
                        .list(MarketAlert::read);
            }
            try (NamedStatement count = COUNT_ALERTS.prepare(connection)) {
                return new Page(
                        alerts,
                        filter(count, query).first(row -> row.getLong(1)).orElseThrow());
            }
        });
    }

    private static NamedStatement filter(NamedStatement statement, AlertQuery query) throws SQLException {
        return statement
                .set("since", query.since())
                .set("since_id", query.sinceId())
                .set("watchlists", query.watchlist().orElse(""))
                .set("codes", query.code().orElse(""));
    }

    /** Deletes the alerts that were created before a moment; returns how many. */
    public int deleteBefore(Instant moment) {
        return Transaction.write(database, "delete the alerts before " + moment, connection -> {
            try (NamedStatement deletion = DELETE_ALERTS.prepare(connection)) {
                return deletion.set("before", moment).update();
            }
        });
    }
}
