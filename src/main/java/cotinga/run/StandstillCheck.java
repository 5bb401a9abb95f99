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
final class StandstillCheck<R extends ActiveRun> {
    private static final Logger LOG = LoggerFactory.getLogger(StandstillCheck.class);

    private final Exchanges exchanges;
    private final Duration maxIdle;
    private @Nullable R brokenOff;

    StandstillCheck(Exchanges exchanges, Duration maxIdle) {
        this.exchanges = exchanges;
        this.maxIdle = maxIdle;
    }

    /**
     * Checks a run.
     *
     * @param breakOff lets it end by itself
     * @param fail ends it
     */
    synchronized void check(Optional<R> underWay, BiConsumer<R, String> breakOff, BiConsumer<R, Exception> fail) {
        underWay.flatMap(run -> run.activity().brokenBy()).ifPresent(exchanges::abort);
        underWay.filter(run -> run.activity().idle(exchanges.movedAt()).compareTo(maxIdle) >= 0)
                .ifPresent(run -> {
                    String reason = "no progress for " + TimeSpan.text(maxIdle)
                            + ", expected that a step ends or a byte arrives in that time (cotinga.run.max-idle);"
                            + " the next run requests what is missing";
                    if (run.equals(brokenOff)) {
                        fail.accept(run, new StandstillException(reason));
                    } else {
                        LOG.error("Run broken off: {}", reason);
                        brokenOff = run;
                        breakOff.accept(run, reason);
                        exchanges.abort(
                                "a run without progress for " + TimeSpan.text(maxIdle) + " (cotinga.run.max-idle)");
                    }
                });
    }

    /** A run that did not even end when it was broken off. */
    static final class StandstillException extends Exception {
        private static final long serialVersionUID = 1L;

        StandstillException(String message) {
            super(message);
        }
    }
}
