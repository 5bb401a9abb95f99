package cotinga.store.changes;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Notifications;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** What other instances have changed, and the invalidations of caches that all instances carry out. */
public final class ChangeStore {
    private static final Sql NEWEST_CHANGES = Sql.named("newest-changes");
    private static final Sql LOCK_INVALIDATIONS = Sql.named("lock-invalidations");
    private static final Sql INSERT_INVALIDATION = Sql.named("insert-invalidation");
    private static final Sql DELETE_INVALIDATIONS = Sql.named("delete-invalidations");
    private static final Sql INVALIDATIONS = Sql.named("invalidations");

    /** An instance that has not carried one out for so long has an empty cache. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final DataSource database;
    private final StoreClock clock;

    public ChangeStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /** The newest changes: one row, whatever the size of the store. */
    public Changes newest() {
        return Transaction.read(database, "read the newest changes", connection -> {
            try (NamedStatement newest = NEWEST_CHANGES.prepare(connection)) {
                return newest.first(row ->
                                new Changes(row.getLong("version"), row.getLong("alert"), row.getLong("invalidation")))
                        .orElseThrow();
            }
        });
    }

    /**
     * Lets every instance invalidate its caches.
     *
     * @param pattern which keys; empty for all
     */
    public void invalidate(String pattern) {
        Transaction.writeAnywhere(database, "invalidate the caches of all instances", connection -> {
            try (NamedStatement lock = LOCK_INVALIDATIONS.prepare(connection)) {
                lock.list(row -> row.getLong(1));
            }
            Instant now = clock.now(connection);
            try (NamedStatement insertion = INSERT_INVALIDATION.prepare(connection)) {
                insertion.set("requested_at", now).set("pattern", pattern).update();
            }
            Notifications.send(connection);
            try (NamedStatement deletion = DELETE_INVALIDATIONS.prepare(connection)) {
                return deletion.set("before", now.minus(KEPT)).update();
            }
        });
    }

    /**
     * An invalidation of caches.
     *
     * @param pattern which keys; empty for all
     */
    public record Invalidation(long id, String pattern) {}

    /** The invalidations after the one with an id, in their order. */
    public List<Invalidation> invalidationsAfter(long id) {
        return Transaction.read(database, "read the invalidations after " + id, connection -> {
            try (NamedStatement statement = INVALIDATIONS.prepare(connection)) {
                return statement
                        .set("after", id)
                        .list(row -> new Invalidation(row.getLong("id"), ResultColumns.text(row, "pattern")));
            }
        });
    }
}
