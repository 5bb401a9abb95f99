package cotinga.run;

import cotinga.report.ShutdownException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether a run makes progress, what broke it off, and whether its end was recorded. */
final class Activity {
    private volatile long movedAt = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean ended;
    private volatile boolean stopped;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile @Nullable String brokenBy;

    /** Something was done: a step began or ended. */
    void moved() {
        movedAt = System.nanoTime();
    }

    /** The application was told to stop. */
    void stop() {
        stopped = true;
    }

    /** Whether it ends early: the application was told to stop, or it was broken off. */
    boolean isEndingEarly() {
        return stopped || brokenBy != null;
    }

    /** Whether it ends early only because the application was told to stop. */
    boolean isInterrupted() {
        return stopped && brokenBy == null;
    }

    /** Waits for another run; that is no standstill of this one. */
    void waitFor(Runnable turn) {
        waiting = true;
        try {
            turn.run();
        } finally {
            moved();
            waiting = false;
        }
    }

    /**
     * For how long nothing has moved; zero while it waits for another run.
     *
     * @param byteAt when the last request began or byte arrived, by {@link System#nanoTime()}
     */
    Duration idle(long byteAt) {
        long now = System.nanoTime();
        return waiting ? Duration.ZERO : Duration.ofNanos(Math.min(now - movedAt, now - byteAt));
    }

    /** The first reason counts. */
    synchronized void breakOff(String reason) {
        if (brokenBy == null) {
            brokenBy = reason;
        }
    }

    Optional<String> brokenBy() {
        return Optional.ofNullable(brokenBy);
    }

    /** Nothing more is stored for it. Tells whether it is the caller who records that: one does, however many end it at once. */
    boolean end() {
        ended = true;
        return !recorded.getAndSet(true);
    }

    /** Its end could not be recorded; whoever ends it next tries again. */
    void endIsNotRecorded() {
        recorded.set(false);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Something is about to be stored for the run, which fails when it has ended. */
    void requireUnderWay(long run) {
        if (ended) {
            throw new AbandonedException("Run " + run + " has ended, nothing more is stored for it");
        }
        moved();
    }

    /**
     * Long work for the run goes on, such as with the next week; that is progress.
     *
     * @throws AbandonedException when the run has ended or was broken off
     * @throws ShutdownException when the application was told to stop
     */
    void requireGoingOn(long run) {
        requireUnderWay(run);
        if (stopped) {
            throw new ShutdownException();
        }
        String reason = brokenBy;
        if (reason != null) {
            throw new AbandonedException(reason);
        }
    }
}
