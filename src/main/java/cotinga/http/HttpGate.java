package cotinga.http;

import cotinga.api.RequestException;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits requests while the service is serving or draining. Before and after that, every request is answered with 503 and
 * {@code Retry-After}.
 * A stop waits for the requests that were admitted before it, and closes each connection when its last response is on its way.
 */
public final class HttpGate {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGate.class);

    /** The wait for requests on idle connections before they are closed. */
    private static final Duration LAST_CALL = Duration.ofMillis(100);

    private static final int SECONDS_TO_START = 1;
    private static final int SECONDS_TO_RESTART = 5;

    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile State state = State.STARTING;
    private volatile @Nullable Channel listening;
    private volatile Predicate<HttpServerRequest> ahead = request -> false;
    private int inRoutes;

    private enum State {
        STARTING,
        SERVING,
        DRAINING,
        STOPPING
    }

    /** Admits requests from now on: all routes have started. */
    public void open() {
        state = State.SERVING;
    }

    /** Whether the service is serving, and not about to stop. */
    public boolean isOpen() {
        return state == State.SERVING;
    }

    /** Whether it was opened, even if the service is stopping now. */
    public boolean hasOpened() {
        return state != State.STARTING;
    }

    /** Whether connections are closed after the next response. */
    boolean isClosing() {
        return state == State.DRAINING || state == State.STOPPING;
    }

    /** Whether the service is stopping. */
    public boolean isStopping() {
        return state == State.STOPPING;
    }

    /** Wraps the handler of a server. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            if (state == State.STARTING || state == State.STOPPING) {
                reject(request);
                return;
            }
            if (state == State.DRAINING) {
                request.response().putHeader("connection", "close");
            }
            if (!ahead.test(request)) {
                handler.handle(request);
            }
        };
    }

    /** Tries to answer requests before the router; {@code answers} returns whether it did. */
    void answerAhead(Predicate<HttpServerRequest> answers) {
        ahead = answers;
    }

    /** A client has connected. */
    void connected(HttpConnection connection) {
        connections.add(connection);
        listening = channel(connection).parent();
        connection.closeHandler(closed -> disconnected(connection));
    }

    private synchronized void disconnected(HttpConnection connection) {
        connections.remove(connection);
        notifyAll();
    }

    /** Passes a request to a route; a stop waits until it is answered. */
    void enter(RoutingContext context) {
        synchronized (this) {
            inRoutes++;
        }
        context.addHeadersEndHandler(answered -> {
            if (isClosing()) {
                context.response().putHeader("connection", "close");
            }
        });
        context.addEndHandler(ended -> {
            leave();
            if (isClosing()) {
                context.request().connection().close();
            }
        });
    }

    private synchronized void leave() {
        inRoutes--;
        notifyAll();
    }

    /** Answers requests as before, but closes each connection after its next response. */
    public void drain() {
        state = State.DRAINING;
    }

    /** Whether no route has a request. */
    public synchronized boolean isIdle() {
        return inRoutes == 0;
    }

    /** Rejects requests from now on. */
    public void shut() {
        state = State.STOPPING;
    }

    /**
     * Waits for the requests that were admitted before the stop, then closes every connection.
     *
     * @param longest how long to wait for the requests
     */
    public void awaitRequests(Duration longest) throws InterruptedException {
        awaitEventLoops();
        if (!await(() -> inRoutes == 0, longest)) {
            LOG.warn("Some requests were not answered within {} s of the stop; stopping anyway", longest.toSeconds());
            return;
        }
        Channel socket = listening;
        if (socket != null) {
            socket.close().await(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
        }
        await(connections::isEmpty, LAST_CALL);
        closeConnections();
    }

    /** A task that an event loop ran at the moment of the stop may have admitted a request. */
    private void awaitEventLoops() throws InterruptedException {
        for (HttpConnection connection : connections) {
            channel(connection).eventLoop().submit(() -> {}).await(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    private synchronized boolean await(BooleanSupplier condition, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void closeConnections() throws InterruptedException {
        List<Future<Void>> closing =
                connections.stream().map(HttpConnection::close).toList();
        try {
            Future.join(closing).toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("Some of {} connections were not closed cleanly: {}", closing.size(), e.toString());
        }
    }

    private void reject(HttpServerRequest request) {
        ProblemResponses.closing(
                request,
                state == State.STARTING
                        ? RequestException.unavailable(
                                "Starting", "The service is starting and has no routes yet", SECONDS_TO_START)
                        : RequestException.unavailable("Stopping", "The service is stopping", SECONDS_TO_RESTART));
    }
}
