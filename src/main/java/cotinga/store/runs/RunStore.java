package cotinga.store.runs;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.StoreException;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The running and the ended runs, with their steps. */
public final class RunStore {
    /** The scope of a run that requests everything. */
    public static final String EVERYTHING = "everything";

    private static final Sql INSERT_RUN = Sql.named("insert-run");
    private static final Sql FINISH_RUN = Sql.named("finish-run");
    private static final Sql RUN = Sql.named("run");
    private static final Sql NEWEST_RUN_ID = Sql.named("newest-run-id");
    private static final Sql NEWEST_FINISHED_RUN_ID = Sql.named("newest-finished-run-id");
    private static final Sql NEWEST_FINISHED_FULL_RUN_ID = Sql.named("newest-finished-full-run-id");
    private static final Sql LAST_ENDS_OF_RUNS = Sql.named("last-ends-of-runs");
    private static final Sql FIRST_BEGIN_OF_RUNS = Sql.named("first-begin-of-runs");
    private static final Sql OLD_RUNS = Sql.named("old-runs");
    private static final Sql DETACH_PUBLICATIONS = Sql.named("detach-publications");
    private static final Sql DETACH_QUARANTINE = Sql.named("detach-quarantine");
    private static final Sql DELETE_RUN = Sql.named("delete-run");

    private final DataSource database;
    private final StoreClock clock;

    public RunStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = new StoreClock(clock);
    }

    /**
     * Begins a run.
     *
     * @param scope what it requests, so that it can be resumed after an interruption
     * @param forced whether everything is read and published again, changed or not
     * @return its number
     */
    public long begin(RunKind kind, RunCause cause, String scope, boolean forced) {
        return Transaction.write(database, "begin a run of " + kind.key(), connection -> {
            try (NamedStatement run = INSERT_RUN.prepareInsert(connection)) {
                return run.set("kind", kind.key())
                        .set("cause", cause.key())
                        .set("scope", scope)
                        .set("forced", forced)
                        .set("started_at", clock.now(connection))
                        .insert();
            }
        });
    }

    /**
     * Plans steps, so that progress can be reported. The other methods identify steps by these names. Steps that the run already has
     * stay unchanged.
     */
    public void planSteps(long runId, List<String> names) {
        Transaction.write(database, "plan the steps of run " + runId, connection -> {
            new RunSteps(connection, runId).plan(names);
            return runId;
        });
    }

    /** Starts a step, planned or not; a step that ended before starts again. */
    public void startStep(long runId, String name) {
        Transaction.write(database, "start the step " + name + " of run " + runId, connection -> {
            new RunSteps(connection, runId).start(name, clock.now(connection));
            return runId;
        });
    }

    /** Records the progress of a step as a message. */
    public void noteStep(long runId, String name, String message) {
        Transaction.write(database, "record the progress of the step " + name + " of run " + runId, connection -> {
            new RunSteps(connection, runId).note(name, message);
            return runId;
        });
    }

    /**
     * Ends a step.
     *
     * @param status {@link StepStatus#DONE}, {@link StepStatus#FAILED} or {@link StepStatus#SKIPPED}
     */
    public void endStep(long runId, String name, StepStatus status, RunCounts counts, @Nullable String message) {
        String doing = "end the step " + name + " of run " + runId;
        if (status == StepStatus.PLANNED || status == StepStatus.STARTED) {
            throw new IllegalArgumentException(
                    "cannot " + doing + " as " + status.key() + ": expected done, failed or skipped");
        }
        Transaction.write(database, doing, connection -> {
            if (!new RunSteps(connection, runId).end(name, status, counts, message, clock.now(connection))) {
                throw new StoreException(doing, "the run has no such step; plan or start it first", null);
            }
            return runId;
        });
    }

    /**
     * Ends a run; a step that has started and not ended fails, a planned step is skipped.
     *
     * @param status {@link RunStatus#SUCCESS}, {@link RunStatus#PARTIAL} or {@link RunStatus#ERROR}
     * @param error what is missing or failed; null on success
     * @throws StoreException when no such run is running
     */
    public void finish(long runId, RunStatus status, @Nullable String error) {
        String doing = "finish run " + runId;
        if (status == RunStatus.RUNNING) {
            throw new IllegalArgumentException("cannot " + doing + " as running: expected success, partial or error");
        }
        Transaction.write(database, doing, connection -> {
            try (NamedStatement run = FINISH_RUN.prepare(connection)) {
                run.set("id", runId)
                        .set("status", status.key())
                        .set("error", error)
                        .set("finished_at", clock.now(connection));
                if (run.update() == 0) {
                    throw new StoreException(doing, "it is not running; begin a run first", null);
                }
            }
            new RunSteps(connection, runId).endAll(error == null ? RunSteps.RUN_ENDED : error);
            return runId;
        });
    }

    /**
     * Deletes the ended runs that began before a moment, with their steps. What they stored and published stays. The newest run of each
     * kind, and the newest ended one, are kept.
     *
     * @return how many were deleted
     */
    public int deleteBefore(Instant moment) {
        return Transaction.write(database, "delete the runs before " + moment, connection -> {
            List<Long> old;
            try (NamedStatement runs = OLD_RUNS.prepare(connection)) {
                old = runs.set("before", moment).list(row -> row.getLong("id"));
            }
            try (NamedStatement publications = DETACH_PUBLICATIONS.prepare(connection);
                    NamedStatement quarantine = DETACH_QUARANTINE.prepare(connection);
                    NamedStatement run = DELETE_RUN.prepare(connection)) {
                for (long id : old) {
                    publications.set("run_id", id).update();
                    quarantine.set("run_id", id).update();
                    new RunSteps(connection, id).delete();
                    run.set("id", id).update();
                }
            }
            return old.size();
        });
    }

    public Optional<Run> find(long runId) {
        return Transaction.read(database, "read run " + runId, connection -> find(connection, runId));
    }

    /** The steps of a run, in the order in which they were planned, the publication last. */
    public List<RunStep> steps(long runId) {
        return Transaction.read(
                database, "read the steps of run " + runId, connection -> new RunSteps(connection, runId).all());
    }

    /** The newest run of a kind, whether it runs or has ended. */
    public Optional<Run> last(RunKind kind) {
        return newest(NEWEST_RUN_ID, kind);
    }

    /** The newest run of a kind that has ended. */
    public Optional<Run> lastFinished(RunKind kind) {
        return newest(NEWEST_FINISHED_RUN_ID, kind);
    }

    /** The newest ended run of a kind that requested everything, at once or in parts. */
    public Optional<Run> lastFinishedFull(RunKind kind) {
        return newest(NEWEST_FINISHED_FULL_RUN_ID, kind);
    }

    /** When a run of each kind last ended with each status. */
    public List<RunEnd> lastEnds() {
        return Transaction.read(database, "read the last ends of runs", connection -> {
            try (NamedStatement ends = LAST_ENDS_OF_RUNS.prepare(connection)) {
                return ends.list(RunEnd::read);
            }
        });
    }

    /** When the oldest recorded run began; empty if none is recorded. */
    public Optional<Instant> firstBegin() {
        return Transaction.read(database, "read the begin of the oldest run", connection -> {
            try (NamedStatement begin = FIRST_BEGIN_OF_RUNS.prepare(connection)) {
                return begin.first(row -> ResultColumns.instant(row, "started_at"));
            }
        });
    }

    private Optional<Run> newest(Sql which, RunKind kind) {
        return Transaction.read(database, "read the newest run of " + kind.key(), connection -> {
            try (NamedStatement newest = which.prepare(connection)) {
                Optional<Long> id = newest.set("kind", kind.key()).first(row -> row.getLong("id"));
                return id.isEmpty() ? Optional.empty() : find(connection, id.get());
            }
        });
    }

    private static Optional<Run> find(Connection connection, long runId) throws SQLException {
        try (NamedStatement run = RUN.prepare(connection)) {
            return run.set("id", runId).first(Run::read);
        }
    }
}
