package cotinga.store.runs;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of one run, inside a transaction that its caller ends. */
final class RunSteps {
    private static final Sql INSERT_STEP = Sql.named("insert-step");
    private static final Sql START_STEP = Sql.named("start-step");
    private static final Sql NOTE_STEP = Sql.named("note-step");
    private static final Sql FINISH_STEP = Sql.named("finish-step");
    private static final Sql STEPS_OF_RUN = Sql.named("steps-of-run");
    private static final Sql FAIL_OPEN_STEPS = Sql.named("fail-open-steps");
    private static final Sql SKIP_PLANNED_STEPS = Sql.named("skip-planned-steps");
    private static final Sql REPLAN_OPEN_STEPS = Sql.named("replan-open-steps");
    private static final Sql DELETE_STEPS = Sql.named("delete-steps");

    /** Why a step that never began was skipped, and a step without another reason has failed. */
    static final String RUN_ENDED = "the run ended first";

    private final Connection connection;
    private final long runId;

    RunSteps(Connection connection, long runId) {
        this.connection = connection;
        this.runId = runId;
    }

    /** All of them, in the order in which they were planned, the publication last. */
    List<RunStep> all() throws SQLException {
        try (NamedStatement steps = of(STEPS_OF_RUN)) {
            return steps.list(RunStep::read);
        }
    }

    /** Plans steps; steps that the run already has stay unchanged. */
    void plan(List<String> names) throws SQLException {
        Set<String> known = all().stream().map(RunStep::name).collect(Collectors.toSet());
        try (NamedStatement steps = of(INSERT_STEP)) {
            for (String name : names) {
                if (!known.contains(name)) {
                    add(steps, name, StepStatus.PLANNED, null).addToBatch();
                }
            }
            steps.executeBatch();
        }
    }

    /** Starts a step, planned or not; a step that ended before starts again. */
    void start(String name, Instant now) throws SQLException {
        try (NamedStatement step = of(START_STEP)) {
            if (step.set("name", name).set("started_at", now).update() > 0) {
                return;
            }
        }
        try (NamedStatement unplanned = of(INSERT_STEP)) {
            add(unplanned, name, StepStatus.STARTED, now).update();
        }
    }

    void note(String name, String message) throws SQLException {
        try (NamedStatement step = of(NOTE_STEP)) {
            step.set("name", name).set("message", message).update();
        }
    }

    /** Ends a step; returns whether the run has it. */
    boolean end(String name, StepStatus status, RunCounts counts, @Nullable String message, Instant now)
            throws SQLException {
        try (NamedStatement step = of(FINISH_STEP)) {
            return step.set("name", name)
                            .set("status", status.key())
                            .set("finished_at", now)
                            .set("message", message)
                            .set("weeks_read", counts.weeksRead())
                            .set("weeks_written", counts.weeksWritten())
                            .set("malformed", counts.malformed())
                            .set("bytes", counts.bytes())
                            .update()
                    > 0;
        }
    }

    /**
     * Ends the steps that have not ended: those that have started fail, the planned ones are skipped.
     *
     * @param message why the started ones fail
     */
    void endAll(String message) throws SQLException {
        try (NamedStatement open = of(FAIL_OPEN_STEPS);
                NamedStatement planned = of(SKIP_PLANNED_STEPS)) {
            open.set("message", message).update();
            planned.set("message", RUN_ENDED).update();
        }
    }

    /** Plans the steps again that have started and not ended. */
    void replan() throws SQLException {
        try (NamedStatement open = of(REPLAN_OPEN_STEPS)) {
            open.update();
        }
    }

    void delete() throws SQLException {
        try (NamedStatement steps = of(DELETE_STEPS)) {
            steps.update();
        }
    }

    private NamedStatement of(Sql sql) throws SQLException {
        return sql.prepare(connection).set("run_id", runId);
    }

    private static NamedStatement add(NamedStatement steps, String name, StepStatus status, @Nullable Instant startedAt)
            throws SQLException {
        return steps.set("name", name).set("status", status.key()).set("started_at", startedAt);
    }
}
