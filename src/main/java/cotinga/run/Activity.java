package cotinga.run;

import cotinga.base.ShutdownException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether a run makes progress, why it was aborted, and whether its end was recorded. */
public final class Activity {
    private volatile long lastProgressAt = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean ended;
    private volatile boolean stopped;
    private volatile boolean interrupted;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile @Nullable String abortReason;

    /** Notes progress: a step began or ended. */
    void noteProgress() {
        lastProgressAt = System.nanoTime();
    }

    /** The application is shutting down: the current step is completed, and no other one begins. */
    void stop() {
        stopped = true;
    }

    /** The application does not wait for the current step any longer. */
    void interrupt() {
        stopped = true;
        interrupted = true;
    }

    /** Whether the run ends early: the application is shutting down, or the run was aborted. */
    boolean isEndingEarly() {
        return stopped || abortReason != null;
    }

    /** Whether the run ends early only because the application is shutting down. */
    boolean isInterrupted() {
        return stopped && abortReason == null;
    }

    /** Waits for another run. Such a wait does not count as a stall. */
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
     * The time without progress; zero while the run waits for another run.
     *
     * @param byteAt when the last request began or byte arrived, by {@link System#nanoTime()}
     */
    Duration idle(long byteAt) {
        long now = System.nanoTime();
        return waiting ? Duration.ZERO : Duration.ofNanos(Math.min(now - lastProgressAt, now - byteAt));
    }

    /** Aborts the run; the first reason is kept. */
    synchronized void abort(String reason) {
        if (abortReason == null) {
            abortReason = reason;
        }
    }

    public Optional<String> abortReason() {
        return Optional.ofNullable(abortReason);
    }

    /** Marks the run as ended, so that nothing more is stored for it. Returns true to exactly one caller, which records the end. */
    boolean end() {
        ended = true;
        return !recorded.getAndSet(true);
    }

    /** The end could not be recorded; the next call of {@link #end()} returns true again. */
    void recordingFailed() {
        recorded.set(false);
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Notes progress before something is stored for the run.
     *
     * @throws AbandonedException if the run has ended
     */
    void requireNotEnded(long run) {
        if (ended) {
            throw new AbandonedException("Run " + run + " has ended; nothing more is stored for it");
        }
        noteProgress();
    }

    /**
     * Notes progress of long work, such as the next week of a file.
     *
     * @throws AbandonedException if the run has ended or was aborted
     * @throws ShutdownException if the application is shutting down and does not wait for the step
     */
    void requireActive(long run) {
        requireNotEnded(run);
        if (interrupted) {
            throw new ShutdownException();
        }
        String reason = abortReason;
        if (reason != null) {
            throw new AbandonedException(reason);
        }
    }
}
