package cotinga.run;

import cotinga.report.PriceException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host behind a circuit breaker, and whether it is worth waiting for: not when it has answered nothing in this run before the
 * breaker opened, and not when it fails two trials in a row.
 */
public final class UpstreamHost {
    private static final int TRIALS = 2;

    private final String name;
    private final CircuitBreaker breaker;
    private boolean hasAnswered;
    private int failedTrials;
    private @Nullable String unreachableBecause;

    /** @param name of the host, for people */
    public UpstreamHost(String name, CircuitBreaker breaker) {
        this.name = name;
        this.breaker = breaker;
        breaker.getEventPublisher().onSuccess(event -> answered());
        breaker.getEventPublisher().onStateTransition(event -> onTransition(event.getStateTransition()));
    }

    /** Begins a run without what was learnt in the one before. */
    synchronized void beginRun() {
        hasAnswered = false;
        failedTrials = 0;
        unreachableBecause = null;
        breaker.reset();
    }

    /**
     * Lets those pass who may wait for the host.
     *
     * @throws PriceException when it was given up
     */
    public synchronized void requireReachable() throws PriceException {
        if (unreachableBecause != null) {
            throw new PriceException(
                    name,
                    unreachableBecause,
                    "answers",
                    "Not asked for any more in this run; the next run asks again.",
                    false,
                    null);
        }
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** Lets nobody wait for the host, nor ask it, any more in this run. */
    synchronized void giveUp(String found) {
        if (unreachableBecause == null) {
            unreachableBecause = found;
        }
    }

    private synchronized void answered() {
        hasAnswered = true;
        failedTrials = 0;
    }

    private synchronized void onTransition(StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN && !hasAnswered) {
            giveUp("no answer at all");
        }
        if (transition == StateTransition.HALF_OPEN_TO_OPEN) {
            failedTrials++;
            if (failedTrials >= TRIALS) {
                giveUp("nothing but failures in two trials in a row");
            }
        }
    }
}
