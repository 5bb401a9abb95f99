package cotinga.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats checks of runs, each in its own thread, so that a check that waits for the database does not delay the others. */
public final class RunWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

    private final ScheduledExecutorService threads;

    /** @param pause between the end of a check and its repetition; a failed check is repeated too */
    public RunWatch(List<Runnable> checks, Duration pause, ThreadFactory factory) {
        threads = Executors.newScheduledThreadPool(checks.size(), factory);
        for (Runnable check : checks) {
            ScheduledFuture<?> unused = threads.scheduleWithFixedDelay(
                    () -> logged(check), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void logged(Runnable check) {
        try {
            check.run();
        } catch (Throwable e) {
            LOG.error("A run without progress could not be ended; the next check retries it", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
