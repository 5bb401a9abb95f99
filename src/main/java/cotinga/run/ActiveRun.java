package cotinga.run;

import cotinga.base.Interruption;
import cotinga.progress.Progress;
import cotinga.publication.PublishingRun;
import java.time.Instant;

/** The state of an active run of either kind: its record, its activity, and why it ends early. */
abstract class ActiveRun implements PublishingRun {
    private final long id;
    private final String cause;
    private final Instant startedAt;
    private final Activity activity = new Activity();

    ActiveRun(long id, String cause, Instant startedAt) {
        this.id = id;
        this.cause = cause;
        this.startedAt = startedAt;
    }

    /** The name of the run in messages, such as {@code Report run 7}. */
    abstract String label();

    /** The progress of the run. */
    abstract Progress.Figures progress();

    /** Ends the run soon. */
    abstract void stop(Interruption why);

    /** Ends the run soon: its current step is rolled back. */
    final void interrupt(Interruption why) {
        stop(why);
        activity.interrupt(why);
    }

    /** The run has ended; closes its progress display. */
    abstract void ended();

    /** Whether the run was interrupted, so that it resumes later. */
    public boolean isInterrupted() {
        return activity.interruption().isPresent();
    }

    /** Ends the run soon, with status {@code error}. */
    public void abort(String reason) {
        activity.abort(reason);
    }

    /** Throws if the end of the run has been recorded already. */
    public void requireNotEnded() {
        activity.requireNotEnded(id);
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public boolean isStopped() {
        return activity.isEndingEarly();
    }

    /** Throws if work for the run must not continue, so that uncommitted changes are rolled back. */
    @Override
    public void requireActive() {
        activity.requireActive(id);
    }

    public Activity activity() {
        return activity;
    }

    String cause() {
        return cause;
    }

    Instant startedAt() {
        return startedAt;
    }
}
