package cotinga.api;

import cotinga.progress.Progress;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The runs of another instance, as far as they are stored. A run that has not ended and is not active in this process is under way elsewhere
 * or interrupted: it is taken for under way if another instance can be at work.
 */
public final class RunsElsewhere {
    private static final Duration NONE = Duration.ZERO;

    private final RunStore runs;
    private final BooleanSupplier possible;
    private final Clock clock;

    /** @param possible whether another instance works on the database, so that this one executes no run */
    public RunsElsewhere(RunStore runs, BooleanSupplier possible, Clock clock) {
        this.runs = runs;
        this.possible = possible;
        this.clock = clock;
    }

    /** Whether another instance can be executing a run. */
    boolean arePossible() {
        return possible.getAsBoolean();
    }

    /** The progress of the newest run of a kind, if that is under way elsewhere. Executes no statement if none can be. */
    public Optional<Progress.Figures> progress(RunKind kind) {
        return arePossible()
                ? runs.last(kind)
                        .filter(run -> run.status() == RunStatus.RUNNING)
                        .map(this::figures)
                : Optional.empty();
    }

    /** The progress of the run of a kind that is under way elsewhere, among the rows of a query; empty if none is. */
    Optional<Progress.Figures> progress(RunKind kind, List<Map<String, Object>> rows) {
        return arePossible()
                ? rows.stream()
                        .map(Row::new)
                        .filter(row -> row.text("kind").equals(kind.key()) && isRunning(row))
                        .map(this::figures)
                        .findFirst()
                : Optional.empty();
    }

    /** Whether the run of a row has not ended. */
    static boolean isRunning(Row run) {
        return run.text("status").equals(RunStatus.RUNNING.key());
    }

    /** The stored progress of a run. */
    Progress.Figures figures(Run run) {
        return figures(run.endedSteps(), run.steps(), run.startedAt());
    }

    /** The stored progress of the run of a row. */
    Progress.Figures figures(Row run) {
        return figures((int) run.number("ended_steps"), (int) run.number("steps"), run.instant("started_at"));
    }

    /** The progress of a run with some steps. */
    Progress.Figures figures(int done, int planned, Instant startedAt) {
        return Progress.Figures.of(done, planned, since(startedAt));
    }

    /** The time since the clock of another instance, which may differ, showed a moment. */
    private Duration since(Instant moment) {
        Duration since = Duration.between(moment, clock.instant());
        return since.isNegative() ? NONE : since;
    }
}
