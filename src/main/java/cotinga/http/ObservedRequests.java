package cotinga.http;

import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners of the requests that the server on one port receives. Vert.x calls it for every request, whether the gate, the
 * gateway or a route answers it.
 */
final class ObservedRequests
        implements VertxMetricsFactory, VertxMetrics, HttpServerMetrics<ObservedRequests.Pending, Void, SocketAddress> {
    private final int port;
    private final Set<String> operations;
    private final List<RequestListener> listeners;

    /** @param operations the ids of the operations in the contract */
    ObservedRequests(int port, Set<String> operations, List<RequestListener> listeners) {
        this.port = port;
        this.operations = Set.copyOf(operations);
        this.listeners = List.copyOf(listeners);
    }

    /** A request that has not ended. */
    static final class Pending {
        private final HttpRequest request;
        private final SocketAddress client;
        private final long begunAt = System.nanoTime();
        private @Nullable String operation;

        private Pending(HttpRequest request, SocketAddress client) {
            this.request = request;
            this.client = client;
        }
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // null: the requests of other servers are not observed
    public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress local) {
        return local.port() == port ? this : null;
    }

    @Override
    public SocketAddress connected(SocketAddress remote, String name) {
        return remote;
    }

    @Override
    public Pending requestBegin(SocketAddress client, HttpRequest request) {
        listeners.forEach(RequestListener::begun);
        return new Pending(request, client);
    }

    /** The router calls this too, with the names of its routes, which most have not. */
    @Override
    public void requestRouted(Pending pending, @Nullable String route) {
        if (route != null && operations.contains(route)) {
            pending.operation = route;
        }
    }

    @Override
    public void responseEnd(Pending pending, HttpResponse response, long bytes) {
        ended(pending, response.statusCode(), bytes, response.headers().get(RequestId.HEADER));
    }

    @Override
    public void requestReset(Pending pending) {
        ended(pending, 0, 0, null);
    }

    private void ended(Pending pending, int status, long bytes, @Nullable String id) {
        ServedRequest served = new ServedRequest(
                pending.operation,
                pending.request.method().name(),
                pending.request.uri(),
                status,
                System.nanoTime() - pending.begunAt,
                bytes,
                id,
                pending.client.hostAddress());
        listeners.forEach(listener -> listener.ended(served));
    }
}
