package cotinga.run;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is to run: one run of a kind at a time, whose end counts once, however often it is told. */
final class RunLock<R extends ActiveRun> {
    private final String kind;
    private final Consumer<R> stop;
    private final Semaphore permit = new Semaphore(1);
    private final AtomicReference<@Nullable R> underWay = new AtomicReference<>();
    private volatile boolean stopping;

    /**
     * A turn that nobody has.
     *
     * @param kind what messages call the runs
     * @param stop lets a run end soon
     */
    RunLock(String kind, Consumer<R> stop) {
        this.kind = kind;
        this.stop = stop;
    }

    /**
     * Begins a run, which has the turn until its end; one that begins while the application stops ends soon too.
     *
     * @throws RunInProgressException while another one is under way
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
                stop.accept(run);
            }
            return run;
        } finally {
            if (!hasBegun) {
                permit.release();
            }
        }
    }

    /** Lets the run that is under way end soon, and each that begins later. */
    void stop() {
        stopping = true;
        underWay().ifPresent(stop);
    }

    boolean isStopping() {
        return stopping;
    }

    /** The run that is under way; empty while one is just about to begin. */
    Optional<R> underWay() {
        return Optional.ofNullable(underWay.get());
    }

    /** Whether a run has the turn. */
    boolean isHeldBy(R run) {
        return run.equals(underWay.get());
    }

    /** Whether a run is under way or about to begin. */
    boolean isHeld() {
        return permit.availablePermits() == 0;
    }

    /** Whether no run that is asked for has the turn, or is about to have it. */
    boolean isNotHeldBy(Predicate<R> asked) {
        return underWay().map(run -> !asked.test(run)).orElseGet(() -> !isHeld());
    }

    /**
     * Ends a run, unless it has ended before.
     *
     * @param leaving what else it leaves, before another one can begin
     */
    void end(R run, Runnable leaving) {
        if (underWay.compareAndSet(run, null)) {
            try {
                leaving.run();
            } finally {
                permit.release();
            }
        }
    }
}
