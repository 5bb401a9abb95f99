package cotinga.monitor;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is read again and again from a source that may fail or hang. The last complete reading is kept. */
final class Reading<T> {
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile @Nullable Complete<T> last;
    private volatile boolean failing;

    private record Complete<T>(Instant at, T value) {}

    /** A reading begins. */
    void begin() {
        failing = false;
    }

    /**
     * A reading is complete.
     *
     * @param at when it began
     * @return whether the source can be read again
     */
    boolean end(Instant at, T value) {
        failing = false;
        last = new Complete<>(at, value);
        int missedByLast = missed.getAndSet(0) - 1;
        boolean wasUnavailable = new Observation.Source(at, missedByLast, false).isUnavailable();
        return reported.getAndSet(false) || wasUnavailable;
    }

    /**
     * A reading has failed.
     *
     * @return whether it is the first one that fails
     */
    boolean fail() {
        failing = true;
        return !reported.getAndSet(true);
    }

    /** What was read last. */
    T value() {
        return complete().value;
    }

    /** The state of the source in an observation, which counts as missed until the next reading is complete. */
    Observation.Source observe() {
        return new Observation.Source(complete().at, missed.getAndIncrement(), failing);
    }

    private Complete<T> complete() {
        return Objects.requireNonNull(last, "nothing was read yet");
    }
}
