package cotinga.run;

import cotinga.base.Interruption;
import cotinga.progress.Progress;
import cotinga.store.runs.InterruptedRun;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.upstream.Exchanges;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** The life of the runs of one kind, one run at a time: how a run begins or resumes, its locks, its progress, and how it ends. */
final class RunLife<R extends ActiveRun> {
    private final Logger log;
    private final RunKind kind;
    private final RunSupport support;
    private final StalledRunCheck<R> stalledRun;
    private final RunLock<R> lock;

    /** @param exchanges the HTTP exchanges of these runs */
    RunLife(Logger log, RunKind kind, RunSupport support, Exchanges exchanges) {
        this.log = log;
        this.kind = kind;
        this.support = support;
        this.stalledRun = new StalledRunCheck<>(exchanges, support.maxIdle());
        this.lock = new RunLock<>(kind.key());
    }

    /**
     * Begins a run.
     *
     * @param form creates the run and its record
     * @throws RunInProgressException if another run is active
     */
    R begin(Supplier<R> form) {
        return lock.begin(form);
    }

    /**
     * Resumes an interrupted run, if one can resume. Called while a run begins.
     *
     * @param forced whether the new run is forced, so that it replaces every interrupted one
     * @param course decides what happens to an interrupted run otherwise
     */
    Optional<InterruptedRun> resume(boolean forced, Function<InterruptedRun, InterruptedRuns.Course> course) {
        return support.interrupted().resume(kind, forced ? run -> InterruptedRuns.Course.IS_REPLACED : course);
    }

    /** The interrupted runs that can resume, newest first. */
    List<InterruptedRun> interrupted() {
        return support.interrupted().resumable(kind);
    }

    /** The progress of the active run; empty if there is none. */
    Optional<Progress.Figures> progress() {
        return lock.underWay().map(ActiveRun::progress);
    }

    /** The progress of a run; empty if it is not active. */
    Optional<Progress.Figures> progress(long runId) {
        return lock.underWay().filter(run -> run.id() == runId).map(ActiveRun::progress);
    }

    /** Whether a run is active or about to begin. */
    boolean isUnderWay() {
        return lock.isHeld();
    }

    /** Whether the run is neither active in this process nor about to begin. */
    boolean isInactive(long runId) {
        return lock.isNotHeldBy(run -> run.id() == runId);
    }

    /** Whether the application is shutting down. */
    boolean isStopping() {
        return lock.isStopping();
    }

    /** Ends the active run after its current step, and each run that begins later. */
    void stop() {
        lock.stop();
    }

    /** Ends the active run soon: its current step is rolled back. */
    void interrupt(Interruption why) {
        lock.interrupt(why);
    }

    /** Waits for the publication lock, which the run then holds until it ends. */
    void awaitPublicationLock(R run) {
        run.activity().waitFor(() -> support.publicationLock().acquire(run));
        if (!lock.isHeldBy(run)) {
            support.publicationLock().release(run);
        }
        run.requireNotEnded();
    }

    /**
     * Ends a run that makes no progress.
     *
     * @param fail records the end of a run that could not continue
     */
    void endStalledRun(BiConsumer<R, Exception> fail) {
        stalledRun.check(lock.underWay(), fail);
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
     * Ends a run: records the end once, and releases its locks. The record of an interrupted run stays open, so that it resumes later.
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
                Optional<Interruption> interruption =
                        hasPublished ? Optional.empty() : run.activity().interruption();
                interruption.ifPresentOrElse(
                        why -> log.info("{} is interrupted: {}; {}", run.label(), why.reason(), why.continuation()),
                        () -> support.records().finish(run.id(), summary.status(), summary.error()));
                isRecorded = true;
                if (interruption.isEmpty() && !run.cause().equals(RunCause.ONCE.key())) {
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
            support.publicationLock().release(run);
            support.health().ended(kind, run.activity().abortReason());
            run.ended();
        });
    }
}
