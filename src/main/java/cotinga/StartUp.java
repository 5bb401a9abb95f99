package cotinga;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of the start-up one after the other, and logs their durations. */
final class StartUp {
    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final long begun = System.nanoTime();
    private final List<String> durations = new ArrayList<>();

    /** Runs a step and returns its result. A failure of the step is thrown unchanged. */
    <T> T step(String name, Supplier<T> action) {
        LOG.debug("Start-up: {}", name);
        long stepBegun = System.nanoTime();
        try {
            T result = action.get();
            durations.add(name + " (" + millisSince(stepBegun) + " ms)");
            return result;
        } catch (RuntimeException | Error e) {
            LOG.info("The start-up failed in the step \"{}\" after {} ms", name, millisSince(stepBegun));
            throw e;
        }
    }

    /** Runs a step without a result. */
    void step(String name, Runnable action) {
        step(name, () -> {
            action.run();
            return name;
        });
    }

    /** Logs the total duration and that of every step, in order. */
    void complete() {
        LOG.info(
                "Started in {} s: {}",
                String.format(Locale.ROOT, "%.1f", millisSince(begun) / MILLIS_PER_SECOND),
                String.join(", ", durations));
    }

    private static long millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS_PER_MILLI;
    }
}
