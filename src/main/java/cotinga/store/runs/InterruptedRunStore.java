package cotinga.store.runs;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The runs whose process died while they were running. Use it at the start, before any run begins. */
public final class InterruptedRunStore {
    private static final Sql INTERRUPTED_RUNS = Sql.named("interrupted-runs");
    private static final Sql RESUME_RUN = Sql.named("resume-run");
    private static final Sql END_INTERRUPTED_RUN = Sql.named("end-interrupted-run");

    private final DataSource database;

    public InterruptedRunStore(DataSource database) {
        this.database = database;
    }

    /** All of them with their steps, the newest first. */
    public List<InterruptedRun> all() {
        return Transaction.read(database, "find interrupted runs", connection -> {
            List<InterruptedRun> runs = new ArrayList<>();
            try (NamedStatement interrupted = INTERRUPTED_RUNS.prepare(connection)) {
                for (InterruptedRun run : interrupted.list(InterruptedRun::read)) {
                    runs.add(run.with(new RunSteps(connection, run.id()).all()));
                }
            }
            return List.copyOf(runs);
        });
    }

    /** Resumes a run: counts the resumption, and plans the steps again that had started and not ended. */
    public void resume(InterruptedRun run) {
        Transaction.write(database, "resume run " + run.id(), connection -> {
            new RunSteps(connection, run.id()).replan();
            try (NamedStatement count = RESUME_RUN.prepare(connection)) {
                return count.set("id", run.id()).update();
            }
        });
    }

    /**
     * Ends a run that is not resumed as an error, as of the last moment at which it was active.
     *
     * @param reason why it is not resumed
     */
    public void end(InterruptedRun run, String reason) {
        Transaction.write(database, "end the interrupted run " + run.id(), connection -> {
            new RunSteps(connection, run.id()).endAll("interrupted: the process ended first");
            try (NamedStatement end = END_INTERRUPTED_RUN.prepare(connection)) {
                return end.set("id", run.id())
                        .set("error", reason)
                        .set("finished_at", run.lastSeenAt())
                        .update();
            }
        });
    }
}
