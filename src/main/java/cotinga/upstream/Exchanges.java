package cotinga.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** The exchanges that are under way for runs of one kind: each ends at its deadline, and all of them end when they are aborted. */
public final class Exchanges {
    private final ScheduledExecutorService timer;
    private final Set<UpstreamExchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile long lastProgressAt = System.nanoTime();
    private volatile @Nullable String stopped;

    /** @param timer ends exchanges at their deadlines */
    public Exchanges(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Begins an exchange.
     *
     * @param place what messages are about
     * @param request closes the connection when it is cancelled
     * @throws UpstreamException after a stop
     */
    UpstreamExchange begin(String place, Cancellable request, ExchangeLimits limits) throws UpstreamException {
        UpstreamExchange exchange = new UpstreamExchange(place, request, limits, this);
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
        underWay.remove(exchange);
    }

    /** A request begins, or a byte has arrived. */
    void noteProgress() {
        lastProgressAt = System.nanoTime();
    }

    /** When the last request began or byte arrived, by {@link System#nanoTime()}. */
    public long lastProgressAt() {
        return lastProgressAt;
    }

    /** Closes the connections of all exchanges under way. */
    public void abort(String reason) {
        underWay.forEach(exchange -> exchange.abort(reason));
    }

    /** Closes the connections of all exchanges under way, and rejects new exchanges. */
    public void stop(String reason) {
        stopped = reason;
        abort(reason);
    }
}
