package cotinga.upstream;

import cotinga.base.Counted;
import cotinga.base.TimeSpan;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** One exchange, redirects included, from the request to the last byte of the body. */
final class UpstreamExchange {
    private final String host;
    private final String place;
    private final long begunAt = System.nanoTime();
    private final Cancellable request;
    private final ExchangeLimits limits;
    private final Exchanges exchanges;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable UpstreamException> failure = new AtomicReference<>();
    private volatile @Nullable Future<?> deadline;
    private volatile ExchangeListener.Outcome outcome = ExchangeListener.Outcome.FAILED;

    UpstreamExchange(String host, String place, Cancellable request, ExchangeLimits limits, Exchanges exchanges) {
        this.host = host;
        this.place = place;
        this.request = request;
        this.limits = limits;
        this.exchanges = exchanges;
    }

    void deadline(Future<?> future) {
        deadline = future;
    }

    /** The head of the last response has arrived. */
    void responded(int status) {
        outcome = ExchangeListener.Outcome.ofStatus(status);
    }

    String place() {
        return place;
    }

    /** Counts decoded bytes. */
    void noteBytes(int count) {
        bytes.addAndGet(count);
        exchanges.noteProgress();
    }

    /** Ends the exchange at its deadline. */
    void expire() {
        fail(UpstreamException.ofExchange(
                place,
                String.format(
                        Locale.ROOT,
                        "a response of %s that is not complete after %s",
                        Counted.of(bytes.get(), "byte"),
                        TimeSpan.text(limits.maxTime())),
                "a complete one in that time (" + limits.maxTimeKey() + ")",
                "Retry when the server is less busy, or raise the limit."));
    }

    /** @param reason a clause, such as {@code the application is shutting down} */
    void abort(String reason) {
        fail(UpstreamException.aborted(place, reason));
    }

    /** Ends the exchange with a failure, and closes its connection at once. */
    UpstreamException fail(UpstreamException reason) {
        failure.compareAndSet(null, reason);
        outcome = ExchangeListener.Outcome.ABORTED;
        drop();
        return failure();
    }

    /** Ends the exchange, because its connection was lost. */
    void lose() {
        outcome = ExchangeListener.Outcome.FAILED;
        drop();
    }

    /** Ends the exchange and closes its connection, because the response is not needed. */
    void drop() {
        request.cancel();
        end();
    }

    /**
     * Requires that the exchange has not failed.
     *
     * @throws UpstreamException if it was aborted here
     */
    void requireUnfailed() throws UpstreamException {
        UpstreamException reason = failure.get();
        if (reason != null) {
            throw reason;
        }
    }

    /** The reason of the failure. */
    UpstreamException failure() {
        return Objects.requireNonNull(failure.get());
    }

    /** Ends the exchange: it is complete, or its connection is closed. */
    void end() {
        Future<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
        }
        exchanges.ended(this);
    }

    void report(ExchangeListener listener) {
        listener.ended(host, outcome, Duration.ofNanos(System.nanoTime() - begunAt), bytes.get());
    }
}
