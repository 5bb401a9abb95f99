package cotinga.store.runs;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Notifications;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** The runs that were requested at instances that do not lead. The leader takes each request at most once. */
public final class RunRequestStore {
    /** Nobody takes a request that is older, as its client does not wait any more. */
    public static final Duration LIFE = Duration.ofSeconds(10);

    private static final Duration RETENTION = Duration.ofDays(1);

    private static final Sql INSERT_RUN_REQUEST = Sql.named("insert-run-request");
    private static final Sql OPEN_RUN_REQUEST = Sql.named("open-run-request");
    private static final Sql TAKE_RUN_REQUEST = Sql.named("take-run-request");
    private static final Sql ANSWER_RUN_REQUEST = Sql.named("answer-run-request");
    private static final Sql RUN_REQUEST = Sql.named("run-request");
    private static final Sql WITHDRAW_RUN_REQUEST = Sql.named("withdraw-run-request");
    private static final Sql DELETE_RUN_REQUESTS = Sql.named("delete-run-requests");

    private final DataSource database;
    private final StoreClock clock;

    public RunRequestStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /**
     * A request that this instance has taken.
     *
     * @param instance the name of the instance that received it
     */
    public record Taken(long id, String instance, RunRequest run) {
        private static Taken read(ResultSet row) throws SQLException {
            return new Taken(
                    row.getLong("id"),
                    ResultColumns.text(row, "requested_by"),
                    new RunRequest(RunKind.ofKey(ResultColumns.text(row, "kind")), row.getBoolean("forced")));
        }
    }

    /**
     * Requests a run from the instance that leads.
     *
     * @param instance the name of this instance
     * @return the number of the request
     */
    public long add(RunRequest run, String instance) {
        return Transaction.writeAnywhere(
                database, "request a run of " + run.kind().key(), connection -> {
                    try (NamedStatement request = INSERT_RUN_REQUEST.prepareInsert(connection)) {
                        long id = request.set("kind", run.kind().key())
                                .set("forced", run.force())
                                .set("requested_by", instance)
                                .set("requested_at", clock.now(connection))
                                .insert();
                        Notifications.send(connection);
                        return id;
                    }
                });
    }

    /** What is known of a request; empty if it does not exist any more, so that nobody takes it. */
    public Optional<RunRequestState> find(long id) {
        return Transaction.read(database, "read the requested run " + id, connection -> {
            try (NamedStatement request = RUN_REQUEST.prepare(connection)) {
                return request.set("id", id).first(RunRequestState::read);
            }
        });
    }

    /** Withdraws a request; returns whether nobody has taken it and nobody will. */
    public boolean withdraw(long id) {
        return Transaction.writeAnywhere(database, "withdraw the requested run " + id, connection -> {
            try (NamedStatement request = WITHDRAW_RUN_REQUEST.prepare(connection)) {
                return request.set("id", id).update() > 0;
            }
        });
    }

    /**
     * Takes the oldest request that nobody has taken, and deletes what is too old. Executes one statement if there is none.
     *
     * @throws StoreException if there is one and this instance does not lead
     */
    public Optional<Taken> take() {
        if (Transaction.read(database, "read the requested runs", RunRequestStore::open)
                .isEmpty()) {
            return Optional.empty();
        }
        return Transaction.write(database, "take a requested run", connection -> {
            Instant now = clock.now(connection);
            try (NamedStatement old = DELETE_RUN_REQUESTS.prepare(connection)) {
                old.set("before", now.minus(RETENTION))
                        .set("open_before", now.minus(LIFE))
                        .update();
            }
            Optional<Taken> oldest = open(connection);
            if (oldest.isEmpty()) {
                return oldest;
            }
            try (NamedStatement request = TAKE_RUN_REQUEST.prepare(connection)) {
                boolean isTaken = request.set("id", oldest.get().id())
                                .set("taken_at", now)
                                .update()
                        > 0;
                return oldest.filter(taken -> isTaken);
            }
        });
    }

    private static Optional<Taken> open(Connection connection) throws SQLException {
        try (NamedStatement request = OPEN_RUN_REQUEST.prepare(connection)) {
            return request.first(Taken::read);
        }
    }

    /** Answers a request that this instance has taken. */
    public void answer(long id, RunRequestState answer) {
        String doing = "answer the requested run " + id;
        Transaction.write(database, doing, connection -> {
            try (NamedStatement request = ANSWER_RUN_REQUEST.prepare(connection)) {
                request.set("id", id)
                        .set("status", answer.status().key())
                        .set("run_id", answer.runId())
                        .set("reason", answer.reason());
                if (request.update() == 0) {
                    throw new StoreException(doing, "nobody has taken it, or it has an answer; take it first", null);
                }
            }
            return id;
        });
    }
}
