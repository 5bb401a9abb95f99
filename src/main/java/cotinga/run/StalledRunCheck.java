package cotinga.run;

import cotinga.report.TimeSpan;
import cotinga.upstream.Exchanges;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs in which no step ends, no request begins and no byte arrives. First the run is broken off and its exchanges are aborted,
 * so that it ends by itself; if it is still there at the next check, its end is recorded without it.
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
     * @param abort lets it end by itself
     * @param fail ends it
     */
    synchronized void check(Optional<R> underWay, BiConsumer<R, String> abort, BiConsumer<R, Exception> fail) {
        underWay.flatMap(run -> run.activity().abortReason()).ifPresent(exchanges::abort);
        underWay.filter(run -> run.activity().idle(exchanges.lastProgressAt()).compareTo(maxIdle) >= 0)
                .ifPresent(run -> {
                    String reason = "no progress for " + TimeSpan.text(maxIdle)
                            + ", expected that a step ends or a byte arrives in that time (cotinga.run.max-idle);"
                            + " the next run requests what is missing";
                    if (run.equals(aborted)) {
                        fail.accept(run, new StalledRunException(reason));
                    } else {
                        LOG.error("Run broken off: {}", reason);
                        aborted = run;
                        abort.accept(run, reason);
                        exchanges.abort(
                                "a run without progress for " + TimeSpan.text(maxIdle) + " (cotinga.run.max-idle)");
                    }
                });
    }

    /** A run that did not even end when it was broken off. */
    static final class StalledRunException extends Exception {
        private static final long serialVersionUID = 1L;

        StalledRunException(String message) {
            super(message);
        }
    }
}
