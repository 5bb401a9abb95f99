package cotinga.run;

import cotinga.base.Interruption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lock of a kind of run: one run at a time. The lock is released once, however often the run is ended. */
final class RunLock<R extends ActiveRun> {
    private final String kind;
    private final Semaphore permit = new Semaphore(1);
    private final AtomicReference<@Nullable R> underWay = new AtomicReference<>();
    private volatile boolean stopping;

    /** @param kind the name of the runs in messages */
    RunLock(String kind) {
        this.kind = kind;
    }

    /**
     * Begins a run, which holds the lock until it ends. A run that begins during a shutdown ends soon too.
     *
     * @throws RunInProgressException if another run is active
     */
    R begin(Supplier<R> form) {
        if (!permit.tryAcquire()) {
            throw new RunInProgressException(kind, underWay().map(ActiveRun::startedAt));
        }
        boolean hasBegun = false;
        try {
            R run = form.get();
            underWay.set(run);
            hasBegun = true;
            if (stopping) {
                run.stop(Interruption.SHUTDOWN);
            }
            return run;
        } finally {
            if (!hasBegun) {
                permit.release();
            }
        }
    }

    /** Ends the active run after its current step, and each run that begins later. */
    void stop() {
        stopping = true;
        underWay().ifPresent(run -> run.stop(Interruption.SHUTDOWN));
    }

    /** Ends the active run soon: its current step is rolled back. During a shutdown, the same applies to each run that begins later. */
    void interrupt(Interruption why) {
        stopping |= why == Interruption.SHUTDOWN;
        underWay().ifPresent(run -> run.interrupt(why));
    }

    boolean isStopping() {
        return stopping;
    }

    /** The active run; empty while a run is about to begin. */
    Optional<R> underWay() {
        return Optional.ofNullable(underWay.get());
    }

    /** Whether a run holds the lock. */
    boolean isHeldBy(R run) {
        return run.equals(underWay.get());
    }

    /** Whether a run is active or about to begin. */
    boolean isHeld() {
        return permit.availablePermits() == 0;
    }

    /** Whether no matching run holds the lock or is about to acquire it. */
    boolean isNotHeldBy(Predicate<R> matching) {
        return underWay().map(run -> !matching.test(run)).orElseGet(() -> !isHeld());
    }

    /**
     * Ends a run, unless it has ended already.
     *
     * @param cleanUp runs before another run can begin
     */
    void end(R run, Runnable cleanUp) {
        if (underWay.compareAndSet(run, null)) {
            try {
                cleanUp.run();
            } finally {
                permit.release();
            }
        }
    }
}
