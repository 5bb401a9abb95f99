package cotinga.run;

import cotinga.export.PublishingRun;
import java.time.Instant;

/** What a run of either kind has while it is under way: its record, its activity, and what ends it early. */
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

    /** What messages call it, such as {@code Report run 7}. */
    abstract String label();

    /** The application was told to stop: it ends soon. */
    abstract void stop();

    /** It has ended, and its display with it. */
    abstract void ended();

    /** Whether a stop of the application ends it early, so that it resumes at the next start. */
    boolean isInterrupted() {
        return activity.isInterrupted();
    }

    /** Ends soon, as a failure. */
    void abort(String reason) {
        activity.abort(reason);
    }

    /** Lets those pass who work for it; its end may have been recorded without them. */
    void requireNotEnded() {
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

    /** Throws when work for the run must not continue, so that what is not committed is rolled back. */
    @Override
    public void requireActive() {
        activity.requireActive(id);
    }

    Activity activity() {
        return activity;
    }

    String cause() {
        return cause;
    }

    Instant startedAt() {
        return startedAt;
    }
}
