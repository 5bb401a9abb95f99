package cotinga.run;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is to run: one run of a kind at a time, whose end counts once, however often it is told. */
final class RunTurn<R> {
    private final String kind;
    private final Function<R, Instant> startedAt;
    private final Semaphore turn = new Semaphore(1);
    private final AtomicReference<@Nullable R> underWay = new AtomicReference<>();

    /**
     * A turn that nobody has.
     *
     * @param kind what messages call the runs
     * @param startedAt when a run began
     */
    RunTurn(String kind, Function<R, Instant> startedAt) {
        this.kind = kind;
        this.startedAt = startedAt;
    }

    /**
     * Begins a run, which has the turn until its end.
     *
     * @throws RunInProgressException while another one is under way
     */
    R begin(Supplier<R> form) {
        if (!turn.tryAcquire()) {
            throw new RunInProgressException(kind, underWay().map(startedAt));
        }
        boolean hasBegun = false;
        try {
            R run = form.get();
            underWay.set(run);
            hasBegun = true;
            return run;
        } finally {
            if (!hasBegun) {
                turn.release();
            }
        }
    }

    /** The run that is under way; empty while one is just about to begin. */
    Optional<R> underWay() {
        return Optional.ofNullable(underWay.get());
    }

    /** Whether a run has the turn. */
    boolean isOf(R run) {
        return run.equals(underWay.get());
    }

    /** Whether a run is under way or about to begin. */
    boolean isTaken() {
        return turn.availablePermits() == 0;
    }

    /** Whether no run that is asked for has the turn, or is about to have it. */
    boolean isNotOf(Predicate<R> asked) {
        return underWay().map(run -> !asked.test(run)).orElseGet(() -> !isTaken());
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
                turn.release();
            }
        }
    }
}
