package cotinga.upstream;

import cotinga.report.TimeSpan;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** One exchange, redirects included, from the request to the last byte of the body. */
final class UpstreamExchange {
    private final String place;
    private final Cancellable request;
    private final ExchangeLimits limits;
    private final Exchanges exchanges;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable UpstreamException> failure = new AtomicReference<>();
    private volatile @Nullable Future<?> deadline;

    UpstreamExchange(String place, Cancellable request, ExchangeLimits limits, Exchanges exchanges) {
        this.place = place;
        this.request = request;
        this.limits = limits;
        this.exchanges = exchanges;
    }

    void deadline(Future<?> future) {
        deadline = future;
    }

    String place() {
        return place;
    }

    /** Counts decoded bytes. */
    void noteBytes(int count) {
        bytes.addAndGet(count);
        exchanges.noteProgress();
    }

    /** The deadline has passed. */
    void expire() {
        fail(UpstreamException.ofExchange(
                place,
                String.format(
                        Locale.ROOT,
                        "an answer of %,d bytes that is not complete after %s",
                        bytes.get(),
                        TimeSpan.text(limits.maxTime())),
                "a complete one in that time (" + limits.maxTimeKey() + ")",
                "Wait until the server is less busy, or raise the limit."));
    }

    /** @param reason a part of a sentence: {@code an application that is shutting down} */
    void abort(String reason) {
        fail(UpstreamException.ofExchange(
                place, reason, "an exchange that can be completed", "The next run requests it again."));
    }

    /** Ends the exchange and closes its connection at once; nothing more is read from it. */
    UpstreamException fail(UpstreamException reason) {
        failure.compareAndSet(null, reason);
        drop();
        return failure();
    }

    /** Closes the connection of an exchange whose answer is not needed any more. */
    void drop() {
        request.cancel();
        end();
    }

    /**
     * Lets those pass who may go on with the exchange.
     *
     * @throws UpstreamException when it was ended here
     */
    void requireUnfailed() throws UpstreamException {
        UpstreamException reason = failure.get();
        if (reason != null) {
            throw reason;
        }
    }

    /** Why it was ended here. */
    UpstreamException failure() {
        return Objects.requireNonNull(failure.get());
    }

    /** The exchange is complete, or its connection is closed. */
    void end() {
        Future<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
        }
        exchanges.ended(this);
    }
}
