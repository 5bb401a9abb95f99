package cotinga.run;

import cotinga.publication.Publications;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Whether reports are refreshed at start. */
public final class StartPolicy {
    /** Reports are old if no full run or full check has succeeded for this long; then completed archives are requested again too. */
    static final Duration OLD = Duration.ofHours(12);

    private final boolean onStart;
    private final RunStore runs;
    private final StoredHistory history;
    private final Publications publications;
    private final Clock clock;

    /** @param onStart whether anything is fetched at start */
    public StartPolicy(boolean onStart, RunStore runs, StoredHistory history, Publications publications, Clock clock) {
        this.onStart = onStart;
        this.runs = runs;
        this.history = history;
        this.publications = publications;
        this.clock = clock;
    }

    /**
     * Whether a run is due: one was interrupted, or reports are missing, old or not published.
     *
     * @param hasInterruptedRun whether an interrupted run can resume
     */
    boolean isDue(BooleanSupplier hasInterruptedRun) {
        return onStart && (hasInterruptedRun.getAsBoolean() || areMissingOrOld() || publications.isDue());
    }

    /** Whether reports are missing or old, so that everything is requested. */
    boolean areMissingOrOld() {
        return onStart && (!isFresh() || history.isIncomplete());
    }

    private boolean isFresh() {
        return runs.lastFinishedFull(RunKind.REPORTS)
                .filter(run -> run.status() == RunStatus.SUCCESS)
                .filter(run -> run.startedAt().isAfter(clock.instant().minus(OLD)))
                .isPresent();
    }
}
