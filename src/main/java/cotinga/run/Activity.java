package cotinga.run;

import cotinga.report.StoppedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether a run makes progress, what broke it off, and whether its end was recorded. */
final class Activity {
    private volatile long lastProgressAt = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean ended;
    private volatile boolean stopped;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile @Nullable String abortReason;

    /** Something was done: a step began or ended. */
    void noteProgress() {
        lastProgressAt = System.nanoTime();
    }

    /** The application was told to stop. */
    void stop() {
        stopped = true;
    }

    /** Whether it ends early: the application was told to stop, or it was broken off. */
    boolean isEndingEarly() {
        return stopped || abortReason != null;
    }

    /** Whether it ends early only because the application was told to stop. */
    boolean isInterrupted() {
        return stopped && abortReason == null;
    }

    /** Waits for another run; that is no stalledRun of this one. */
    void waitFor(Runnable lock) {
        waiting = true;
        try {
            lock.run();
        } finally {
            noteProgress();
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
        return waiting ? Duration.ZERO : Duration.ofNanos(Math.min(now - lastProgressAt, now - byteAt));
    }

    /** The first reason counts. */
    synchronized void abort(String reason) {
        if (abortReason == null) {
            abortReason = reason;
        }
    }

    Optional<String> abortReason() {
        return Optional.ofNullable(abortReason);
    }

    /** Nothing more is stored for it. Tells whether it is the caller who records that: one does, however many end it at once. */
    boolean end() {
        ended = true;
        return !recorded.getAndSet(true);
    }

    /** Its end could not be recorded; whoever ends it next tries again. */
    void recordingFailed() {
        recorded.set(false);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Something is about to be stored for the run, which fails when it has ended. */
    void requireNotEnded(long run) {
        if (ended) {
            throw new AbandonedException("Run " + run + " has ended, nothing more is stored for it");
        }
        noteProgress();
    }

    /**
     * Long work for the run goes on, such as with the next week; that is progress.
     *
     * @throws AbandonedException when the run has ended or was broken off
     * @throws StoppedException when the application was told to stop
     */
    void requireActive(long run) {
        requireNotEnded(run);
        if (stopped) {
            throw new StoppedException();
        }
        String reason = abortReason;
        if (reason != null) {
            throw new AbandonedException(reason);
        }
    }
}
