package cotinga.run;

import cotinga.report.ShutdownException;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import cotinga.store.RunStore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Ends the runs of a kind: the first who ends a run records its end, and the run gives back what it holds. */
final class RunEnds<R extends ActiveRun> {
    private final Logger log;
    private final RunKind kind;
    private final RunStore runs;
    private final RunTurn<R> turn;
    private final PublicationTurn publicationTurn;
    private final RunHealth health;

    RunEnds(
            Logger log,
            RunKind kind,
            RunStore runs,
            RunTurn<R> turn,
            PublicationTurn publicationTurn,
            RunHealth health) {
        this.log = log;
        this.kind = kind;
        this.runs = runs;
        this.turn = turn;
        this.publicationTurn = publicationTurn;
        this.health = health;
    }

    /** Logs why a run could not continue, and returns the reason; an error of the virtual machine breaks the run off. */
    String reason(R run, Exception failure) {
        String reason = run.isInterrupted()
                ? Failures.logInterruption(log, run.label(), failure)
                : Failures.log(log, run.label(), failure);
        Failures.brokenBy(failure).ifPresent(run::breakOff);
        return run.activity().brokenBy().orElse(reason);
    }

    /**
     * Ends a run. The record of one that a stop of the application cut off stays open, so that it resumes at the next start.
     *
     * @param hasPublished whether it gave readers a new data version
     * @param summarize how it ended
     * @param report logs the summary of a run whose end was recorded; not of a single run, which prints it
     */
    <S extends Summary> S end(R run, boolean hasPublished, Supplier<S> summarize, Consumer<S> report) {
        boolean isFirstEnd = run.activity().end();
        boolean isRecorded = false;
        try {
            S summary = summarize.get();
            if (isFirstEnd) {
                boolean isInterrupted = run.isInterrupted() && !hasPublished;
                if (isInterrupted) {
                    log.info(
                            "{} is interrupted: {}; it resumes at the next start",
                            run.label(),
                            ShutdownException.REASON);
                } else {
                    runs.finish(run.id(), summary.status(), summary.error());
                }
                isRecorded = true;
                if (!isInterrupted && !run.cause().equals(RunCause.ONCE.key())) {
                    report.accept(summary);
                }
            }
            return summary;
        } finally {
            if (isFirstEnd) {
                leave(run, isRecorded);
            }
        }
    }

    private void leave(R run, boolean isRecorded) {
        if (!isRecorded) {
            run.activity().endIsNotRecorded();
        }
        turn.end(run, () -> {
            publicationTurn.leave(run);
            health.ended(kind, run.activity().brokenBy());
            run.ended();
        });
    }
}
