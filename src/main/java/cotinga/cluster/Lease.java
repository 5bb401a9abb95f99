package cotinga.cluster;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease in the database that makes an instance the leader for 12 seconds, by the clock of the database. It has a connection of its
 * own, which it opens again when that fails. Not for several threads.
 */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private static final Sql LEASE = Sql.named("lease");
    private static final Sql TAKE_LEASE = Sql.named("take-lease");
    private static final Sql RENEW_LEASE = Sql.named("renew-lease");
    private static final Sql RELEASE_LEASE = Sql.named("release-lease");
    private static final Sql END_SESSIONS = Sql.named("end-sessions");
    private static final Sql RAISE_FENCING_NUMBER = Sql.named("raise-fencing-number");

    /** Opens a connection that gives up soon. */
    interface Connector {
        Connection open() throws SQLException;
    }

    /**
     * The lease as it is stored.
     *
     * @param holder the instance that took it last; empty if none ever did
     * @param number the fencing number
     * @param newestBuild the version of the newest build that has led; empty if none is known
     */
    record Stored(String holder, Instant takenAt, boolean hasExpired, long number, String newestBuild) {
        Leader leader() {
            return new Leader(holder, takenAt, number);
        }
    }

    private final Connector connector;
    private final String holder;
    private @Nullable Connection connection;

    /** @param holder the name of this instance and of its database sessions */
    Lease(Connector connector, String holder) {
        this.connector = connector;
        this.holder = holder;
    }

    Stored read() throws SQLException {
        return inTransaction(Lease::read);
    }

    /**
     * Takes the lease if it has expired or is that of this instance. Ends the database sessions of the instance that had it, of this
     * instance only those that write, which a lost connection has left; and raises the fencing number.
     *
     * @param build the version of this build
     * @param newestBuild the newest build that had led when the lease was read
     * @return the lease; empty if another instance has it, or another build has led meanwhile
     */
    Optional<Stored> take(String build, String newestBuild) throws SQLException {
        return inTransaction(open -> {
            Stored before = read(open);
            try (NamedStatement take = TAKE_LEASE.prepare(open)) {
                take.set("holder", holder).set("build", build).set("newest_build", newestBuild);
                if (take.update() == 0) {
                    return Optional.empty();
                }
            }
            endSessions(open, before.holder());
            try (NamedStatement raise = RAISE_FENCING_NUMBER.prepare(open)) {
                raise.update();
            }
            return Optional.of(read(open));
        });
    }

    /** Renews the lease; returns whether this instance still has it. */
    boolean renew() throws SQLException {
        return inTransaction(open -> update(open, RENEW_LEASE));
    }

    /** Ends the lease, if this instance has it. */
    void release() throws SQLException {
        inTransaction(open -> update(open, RELEASE_LEASE));
    }

    private static Stored read(Connection open) throws SQLException {
        try (NamedStatement lease = LEASE.prepare(open)) {
            return lease.first(row -> new Stored(
                            ResultColumns.text(row, "holder"),
                            ResultColumns.instant(row, "taken_at"),
                            row.getBoolean("has_expired"),
                            row.getLong("number"),
                            ResultColumns.text(row, "newest_build")))
                    .orElseThrow();
        }
    }

    private boolean update(Connection open, Sql statement) throws SQLException {
        try (NamedStatement update = statement.prepare(open)) {
            return update.set("holder", holder).update() == 1;
        }
    }

    private void endSessions(Connection open, String former) throws SQLException {
        try (NamedStatement end = END_SESSIONS.prepare(open)) {
            int ended = end.set("holder", former)
                    .set("all", !former.equals(holder))
                    .list(row -> row.getBoolean(1))
                    .size();
            if (ended > 0) {
                LOG.warn("Ended {} database sessions of {}, which led before", ended, former);
            }
        }
    }

    private interface Work<T> {
        T in(Connection open) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connector.open();
            open.setAutoCommit(false);
            connection = open;
        }
        try {
            T result = work.in(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            disconnect(failure);
            throw failure;
        }
    }

    /** The next call connects again; the server rolls back. */
    private void disconnect(Exception failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.abort(Runnable::run); // does not wait for a server that does not answer
        }
    }
}
