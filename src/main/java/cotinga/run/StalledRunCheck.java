package cotinga.run;

import cotinga.base.LogContext;
import cotinga.base.TimeSpan;
import cotinga.upstream.Exchanges;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends stalled runs, in which no step ends, no request begins and no byte arrives. First the run and its exchanges are aborted, so that it
 * ends by itself. If it is still active at the next check, its end is recorded anyway.
 */
final class StalledRunCheck<R extends ActiveRun> {
    private static final Logger LOG = LoggerFactory.getLogger(StalledRunCheck.class);

    private final Exchanges exchanges;
    private final Duration maxIdle;
    private @Nullable R aborted;

    StalledRunCheck(Exchanges exchanges, Duration maxIdle) {
        this.exchanges = exchanges;
        this.maxIdle = maxIdle;
    }

    /**
     * Checks a run.
     *
     * @param fail records the end of the run
     */
    synchronized void check(Optional<R> underWay, BiConsumer<R, Exception> fail) {
        underWay.flatMap(run -> run.activity().abortReason()).ifPresent(exchanges::abort);
        underWay.filter(run -> run.activity().idle(exchanges.lastProgressAt()).compareTo(maxIdle) >= 0)
                .ifPresent(run -> LogContext.ofRun(run.id(), () -> end(run, fail)));
    }

    private void end(R run, BiConsumer<R, Exception> fail) {
        String reason = "no progress for " + TimeSpan.text(maxIdle)
                + ", expected the end of a step or a byte in that time (cotinga.run.max-idle);"
                + " the next run requests what is missing";
        if (run.equals(aborted)) {
            fail.accept(run, new StalledRunException(reason));
        } else {
            LOG.error("{} is aborted: {}", run.label(), reason);
            aborted = run;
            run.abort(reason);
            exchanges.abort("the run made no progress for " + TimeSpan.text(maxIdle) + " (cotinga.run.max-idle)");
        }
    }

    /** A run did not end after it was aborted. */
    static final class StalledRunException extends Exception {
        private static final long serialVersionUID = 1L;

        StalledRunException(String message) {
            super(message);
        }
    }
}
