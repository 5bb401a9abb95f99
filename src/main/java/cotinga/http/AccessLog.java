package cotinga.http;

import cotinga.base.LogContext;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs the requests to the API, those that took long as warnings. */
public final class AccessLog implements RequestListener {
    /** The name of its logger. */
    public static final String LOGGER = "cotinga.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final double NANOS_PER_MILLI = 1e6;

    /** It lasts as long as the run that it follows. */
    private static final String EVENTS = "/events";

    private final boolean all;
    private final Duration slow;

    /**
     * A log.
     *
     * @param all whether every request is logged
     * @param slow how long a request takes at least that is logged as slow; zero if none is
     */
    public AccessLog(boolean all, Duration slow) {
        this.all = all;
        this.slow = slow;
    }

    @Override
    public void begun() {
        // logged when it has ended
    }

    @Override
    public void ended(ServedRequest request) {
        boolean isSlow = isSlow(request);
        if (all || isSlow) {
            log(request, isSlow);
        }
    }

    private boolean isSlow(ServedRequest request) {
        return !slow.isZero() && request.nanos() >= slow.toNanos() && !isOfEvents(request);
    }

    private static boolean isOfEvents(ServedRequest request) {
        return request.target().split("\\?", 2)[0].endsWith(EVENTS);
    }

    private static void log(ServedRequest request, boolean isSlow) {
        String address = LoggedAddress.of(request.method(), request.target());
        LoggingEventBuilder line = LOG.atLevel(isSlow ? Level.WARN : Level.INFO)
                .addKeyValue("http.request.method", request.method())
                .addKeyValue("url.original", address.substring(address.indexOf(' ') + 1))
                .addKeyValue("http.response.status_code", String.valueOf(request.status()))
                .addKeyValue("http.response.body.bytes", String.valueOf(request.bytes()))
                .addKeyValue("event.duration", String.valueOf(request.nanos()))
                .addKeyValue("client.ip", request.remoteAddress());
        if (request.operation() != null) {
            line = line.addKeyValue("operation", request.operation());
        }
        if (request.id() != null) {
            line = line.addKeyValue(LogContext.REQUEST, request.id());
        }
        line.log(
                "{}{}: {}, {} bytes in {} ms from {}",
                isSlow ? "slow: " : "",
                address,
                request.status() == 0 ? "closed by the client" : String.valueOf(request.status()),
                request.bytes(),
                String.format(Locale.ROOT, "%.1f", request.nanos() / NANOS_PER_MILLI),
                request.remoteAddress());
    }
}
