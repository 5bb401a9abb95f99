package cotinga.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The runs that are running though the process that ran them is dead; for the start, before any run begins. */
public final class InterruptedRunStore {
    private static final Sql INTERRUPTED_RUNS = Sql.named("interrupted-runs");
    private static final Sql RESUME_RUN = Sql.named("resume-run");
    private static final Sql REPLAN_OPEN_STEPS = Sql.named("replan-open-steps");
    private static final Sql END_INTERRUPTED_RUN = Sql.named("end-interrupted-run");
    private static final Sql FAIL_OPEN_STEPS = Sql.named("fail-open-steps");
    private static final Sql SKIP_PLANNED_STEPS = Sql.named("skip-planned-steps");
    private static final String NEVER_BEGAN = "the run ended first";

    private final DataSource database;

    public InterruptedRunStore(DataSource database) {
        this.database = database;
    }

    /** All of them with their steps, the newest first. */
    public List<InterruptedRun> all() {
        return Transaction.read(database, "look for interrupted runs", connection -> {
            List<InterruptedRun> runs = new ArrayList<>();
            try (NamedStatement interrupted = INTERRUPTED_RUNS.prepare(connection)) {
                for (InterruptedRun run : interrupted.list(InterruptedRun::read)) {
                    runs.add(run.with(RunStore.steps(connection, run.id())));
                }
            }
            return List.copyOf(runs);
        });
    }

    /** Lets a run go on: counts that, and plans those of its steps anew that came to no end. */
    public void resume(InterruptedRun run) {
        Transaction.write(database, "resume run " + run.id(), connection -> {
            try (NamedStatement count = RESUME_RUN.prepare(connection);
                    NamedStatement steps = REPLAN_OPEN_STEPS.prepare(connection)) {
                steps.set("run_id", run.id()).update();
                return count.set("id", run.id()).update();
            }
        });
    }

    /**
     * Ends a run that does not go on as an error, as of the last moment that is known of it.
     *
     * @param reason why it does not
     */
    public void end(InterruptedRun run, String reason) {
        Transaction.write(database, "end the interrupted run " + run.id(), connection -> {
            endSteps(connection, run.id(), "interrupted: the process ended first");
            try (NamedStatement end = END_INTERRUPTED_RUN.prepare(connection)) {
                return end.set("id", run.id())
                        .set("error", reason)
                        .set("finished_at", run.lastSeenAt())
                        .update();
            }
        });
    }

    /**
     * Ends the steps of a run that came to no end of their own.
     *
     * @param message why those failed that had begun
     */
    static void endSteps(Connection connection, long runId, String message) throws SQLException {
        try (NamedStatement open = FAIL_OPEN_STEPS.prepare(connection);
                NamedStatement planned = SKIP_PLANNED_STEPS.prepare(connection)) {
            open.set("run_id", runId).set("message", message).update();
            planned.set("run_id", runId).set("message", NEVER_BEGAN).update();
        }
    }
}
