package cotinga.http;

import cotinga.api.ResponseJson;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One response of server-sent events, without a thread. Every second it asks its source for events, unless the client has not read the
 * earlier ones yet: so it holds what fits into one write queue, and a client that reads nothing for a minute is disconnected.
 */
final class EventStream {
    static final String TYPE = "text/event-stream";

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** After so many checks without an event, a comment keeps proxies from closing the connection. */
    private static final int MAX_SILENT_CHECKS = 15;

    /** After so many checks in which the client has read nothing, it is disconnected. */
    private static final int MAX_FULL_CHECKS = 60;

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final BooleanSupplier closing;
    private final Source source;
    private final long timer;
    private int silent;
    private int full;
    private boolean checking;

    /** Where the events of a response come from. It is called on the event loop of the connection, so it must not block. */
    interface Source {
        /** Sends what is new; calls {@link EventStream#checked()} at the end. */
        void check(EventStream stream);
    }

    private EventStream(RoutingContext context, Duration interval, BooleanSupplier closing, Source source) {
        this.context = context;
        this.response = context.response();
        this.closing = closing;
        this.source = source;
        this.timer = context.vertx().setPeriodic(interval.toMillis(), tick -> check());
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }

    /**
     * Begins a response, and checks its source at once. HEAD gets the headers only.
     *
     * @param closing whether the service is about to close connections, so that responses end
     */
    static void begin(RoutingContext context, BooleanSupplier closing, Source source) {
        begin(context, INTERVAL, closing, source);
    }

    /** Begins a response that checks its source at an interval. */
    static void begin(RoutingContext context, Duration interval, BooleanSupplier closing, Source source) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no"); // nginx
        if (Methods.isHead(context)) {
            context.end();
            return;
        }
        response.setChunked(true);
        response.writeHead();
        new EventStream(context, interval, closing, source).ask();
    }

    private void check() {
        if (isOver()) {
            context.vertx().cancelTimer(timer);
        } else if (response.writeQueueFull()) {
            if (++full >= MAX_FULL_CHECKS || closing.getAsBoolean()) {
                disconnect();
            }
        } else if (closing.getAsBoolean()) {
            context.end();
        } else if (!checking) {
            full = 0;
            ask();
        }
    }

    /** Closes the connection at once: the handlers of Vert.x, which would wait until the client has read everything, are skipped. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a connection that is given up
    private void disconnect() {
        HttpGate.channel(context.request().connection())
                .pipeline()
                .firstContext()
                .close();
    }

    private void ask() {
        checking = true;
        source.check(this);
    }

    /** The source has sent what is new. */
    void checked() {
        checking = false;
        if (!isOver() && ++silent > MAX_SILENT_CHECKS) {
            silent = 0;
            response.write(": nothing new\n\n");
        }
    }

    /** Whether the response has ended, or the client has disconnected. */
    boolean isOver() {
        return response.ended() || response.closed();
    }

    /** Sends an event, unless the response is over. */
    void send(String id, String event, Record data) {
        if (!isOver()) {
            silent = 0;
            response.write("id: " + id + "\nevent: " + event + "\ndata: " + ResponseJson.text(data) + "\n\n");
        }
    }

    /** Ends the response, unless it is over. */
    void end() {
        if (!isOver()) {
            context.end();
        }
    }

    /** Breaks the response off after a failure. */
    void fail(Throwable failure) {
        context.fail(failure);
    }
}
