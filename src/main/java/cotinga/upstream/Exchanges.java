package cotinga.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** The active exchanges of runs of one kind. Each ends at its deadline; all can be aborted at once. */
public final class Exchanges {
    private final ScheduledExecutorService timer;
    private final ExchangeListener listener;
    private final Set<UpstreamExchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile long lastProgressAt = System.nanoTime();
    private volatile @Nullable String stopped;

    /**
     * No exchanges yet.
     *
     * @param timer aborts exchanges at their deadlines
     * @param listener is notified of each end
     */
    public Exchanges(ScheduledExecutorService timer, ExchangeListener listener) {
        this.timer = timer;
        this.listener = listener;
    }

    /**
     * Begins an exchange.
     *
     * @param host of the request
     * @param place the subject of messages, such as the name of a file
     * @param request its cancellation closes the connection
     * @throws UpstreamException if the exchanges were stopped
     */
    UpstreamExchange begin(String host, String place, Cancellable request, ExchangeLimits limits)
            throws UpstreamException {
        UpstreamExchange exchange = new UpstreamExchange(host, place, request, limits, this);
        underWay.add(exchange);
        noteProgress();
        exchange.deadline(timer.schedule(exchange::expire, limits.maxTime().toNanos(), TimeUnit.NANOSECONDS));
        String reason = stopped;
        if (reason != null) {
            exchange.abort(reason);
            throw exchange.failure();
        }
        return exchange;
    }

    void ended(UpstreamExchange exchange) {
        if (underWay.remove(exchange)) {
            exchange.report(listener);
        }
    }

    /** Notes progress: a request begins, or a byte has arrived. */
    void noteProgress() {
        lastProgressAt = System.nanoTime();
    }

    /** When the last request began or byte arrived, by {@link System#nanoTime()}. */
    public long lastProgressAt() {
        return lastProgressAt;
    }

    /**
     * Closes the connections of all active exchanges.
     *
     * @param reason a clause, such as {@code the run was aborted}
     */
    public void abort(String reason) {
        underWay.forEach(exchange -> exchange.abort(reason));
    }

    /** Closes the connections of all active exchanges, and rejects new ones. */
    public void stop(String reason) {
        stopped = reason;
        abort(reason);
    }
}
