package cotinga.run;

import cotinga.report.ShutdownException;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import cotinga.store.RunStore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** Ends the runs of a kind: records the end once, and releases the locks of the run. */
final class RunEnds<R extends ActiveRun> {
    private final Logger log;
    private final RunKind kind;
    private final RunStore runs;
    private final RunLock<R> lock;
    private final PublicationLock publicationLock;
    private final RunHealth health;

    RunEnds(
            Logger log,
            RunKind kind,
            RunStore runs,
            RunLock<R> lock,
            PublicationLock publicationLock,
            RunHealth health) {
        this.log = log;
        this.kind = kind;
        this.runs = runs;
        this.lock = lock;
        this.publicationLock = publicationLock;
        this.health = health;
    }

    /** Logs why a run could not continue, and returns the reason. An error of the virtual machine aborts the run. */
    String reason(R run, Exception failure) {
        String reason = run.isInterrupted()
                ? Failures.logInterruption(log, run.label(), failure)
                : Failures.log(log, run.label(), failure);
        Failures.abortReason(failure).ifPresent(run::abort);
        return run.activity().abortReason().orElse(reason);
    }

    /**
     * Ends a run. The record of a run that a shutdown interrupted stays open, so that it resumes at the next start.
     *
     * @param hasPublished whether it published a new data version
     * @param summarize creates the summary
     * @param report logs the summary of a recorded run; not called for {@code --once}, which prints it
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
                release(run, isRecorded);
            }
        }
    }

    private void release(R run, boolean isRecorded) {
        if (!isRecorded) {
            run.activity().recordingFailed();
        }
        lock.end(run, () -> {
            publicationLock.release(run);
            health.ended(kind, run.activity().abortReason());
            run.ended();
        });
    }
}
