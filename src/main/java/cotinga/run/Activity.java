package cotinga.run;

import cotinga.base.Interruption;
import cotinga.base.InterruptionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whether a run makes progress, why it was aborted, and whether its end was recorded. */
public final class Activity {
    private volatile long lastProgressAt = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean ended;
    private volatile @Nullable Interruption stopped;
    private volatile boolean interrupted;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile @Nullable String abortReason;

    /** Notes progress: a step began or ended. */
    void noteProgress() {
        lastProgressAt = System.nanoTime();
    }

    /** The current step is completed, and no other one begins. */
    void stop(Interruption why) {
        stopped = why;
    }

    /** Nobody waits for the current step any longer. */
    void interrupt(Interruption why) {
        stopped = why;
        interrupted = true;
    }

    /** Whether the run ends early: it was interrupted or aborted. */
    boolean isEndingEarly() {
        return stopped != null || abortReason != null;
    }

    /** Why the run was interrupted, if it was not aborted. */
    Optional<Interruption> interruption() {
        return abortReason == null ? Optional.ofNullable(stopped) : Optional.empty();
    }

    /** Why the run ends early, in words; empty if it does not. */
    public Optional<String> earlyEnd() {
        return abortReason().or(() -> interruption().map(Interruption::reason));
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
     * @throws InterruptionException if the run was interrupted and nobody waits for the step
     */
    void requireActive(long run) {
        requireNotEnded(run);
        Interruption why = stopped;
        if (interrupted && why != null) {
            throw new InterruptionException(why);
        }
        String reason = abortReason;
        if (reason != null) {
            throw new AbandonedException(reason);
        }
    }
}
