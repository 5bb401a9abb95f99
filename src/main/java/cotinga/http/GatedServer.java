package cotinga.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** An HTTP server whose requests pass a gate if it listens on the gate's port; its request handler is still its router. */
final class GatedServer extends HttpServerImpl {
    private final HttpGate gate;
    private final int port;
    private @Nullable Handler<HttpServerRequest> router;

    GatedServer(VertxInternal vertx, HttpServerOptions options, HttpGate gate, int port) {
        super(vertx, options);
        this.gate = gate;
        this.port = port;
    }

    @Override
    public synchronized HttpServer requestHandler(Handler<HttpServerRequest> handler) {
        router = handler;
        return super.requestHandler(handler);
    }

    @Override
    @SuppressWarnings("NullAway") // null before a handler is set, as in the superclass
    public synchronized Handler<HttpServerRequest> requestHandler() {
        return router;
    }

    @Override
    public synchronized Future<HttpServer> listen(SocketAddress address) {
        if (address.port() == port && router != null) {
            super.requestHandler(gate.before(router));
            connectionHandler(gate::connected);
        }
        return super.listen(address);
    }
}
