package cotinga.run;

import cotinga.price.PriceException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host behind a circuit breaker. In a run it counts as unreachable if it had not responded before the breaker opened, or if it fails two
 * trials in a row.
 */
public final class UpstreamHost {
    private static final int TRIALS = 2;

    private final String name;
    private final CircuitBreaker breaker;
    private boolean hasResponded;
    private int failedTrials;
    private @Nullable String unreachableBecause;

    /** @param name the name of the host in messages */
    public UpstreamHost(String name, CircuitBreaker breaker) {
        this.name = name;
        this.breaker = breaker;
        breaker.getEventPublisher().onSuccess(event -> responded());
        breaker.getEventPublisher().onStateTransition(event -> onTransition(event.getStateTransition()));
    }

    /** Resets the state for a new run. */
    synchronized void beginRun() {
        hasResponded = false;
        failedTrials = 0;
        unreachableBecause = null;
        breaker.reset();
    }

    /**
     * Requires that requests of this run may wait for the host.
     *
     * @throws PriceException if the host is unreachable in this run
     */
    public synchronized void requireReachable() throws PriceException {
        if (unreachableBecause != null) {
            throw PriceException.skipped(name, unreachableBecause);
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** Skips all further requests to the host in this run. */
    synchronized void giveUp(String reason) {
        if (unreachableBecause == null) {
            unreachableBecause = reason;
        }
    }

    private synchronized void responded() {
        hasResponded = true;
        failedTrials = 0;
    }

    private synchronized void onTransition(StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN && !hasResponded) {
            giveUp("it has not responded at all in this run");
        }
        if (transition == StateTransition.HALF_OPEN_TO_OPEN) {
            failedTrials++;
            if (failedTrials >= TRIALS) {
                giveUp("it failed " + TRIALS + " trials in a row");
            }
        }
    }
}
