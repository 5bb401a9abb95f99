package cotinga.http;

import cotinga.api.RequestException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.metrics.MetricsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The limits of the HTTP servers: sizes of requests, idle time, worker threads; and the responses to invalid requests. */
public final class ServerLimits {
    /** The request line: method, path and query. */
    static final int MOST_CHARACTERS_OF_LINE = 8_192;

    /** All headers together. */
    static final int MOST_CHARACTERS_OF_HEADERS = 16_384;

    /** The idle time after which a connection is closed. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /** The requests in routes at the same time; {@link ReadQueue} limits those of one path. */
    private static final int WORKERS = 64;

    private ServerLimits() {}

    /**
     * Creates HTTP servers with these limits.
     *
     * @param gate admits the requests of the server that listens on the port
     * @param operations the ids of the operations in the contract
     * @param listeners are notified of the requests to that server
     */
    public static Vertx vertx(HttpGate gate, int port, Set<String> operations, List<RequestListener> listeners) {
        VertxOptions options = new VertxOptions()
                .setWorkerPoolSize(WORKERS)
                .setMetricsOptions(new MetricsOptions().setEnabled(true))
                .setFileSystemOptions(
                        new FileSystemOptions() // no server sends files, so none needs a temporary folder
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
        Vertx vertx = Vertx.builder()
                .with(options)
                .withMetrics(new ObservedRequests(port, operations, listeners))
                .build();
        return new Limited((VertxInternal) vertx, gate, port);
    }

    /** Applies the limits to every server that it creates. */
    private static final class Limited extends VertxWrapper {
        private final HttpGate gate;
        private final int port;

        private Limited(VertxInternal vertx, HttpGate gate, int port) {
            super(vertx);
            this.gate = gate;
            this.port = port;
        }

        @Override
        public HttpServer createHttpServer(HttpServerOptions options) {
            HttpServerOptions limited = new HttpServerOptions(options)
                    .setMaxInitialLineLength(MOST_CHARACTERS_OF_LINE)
                    .setMaxHeaderSize(MOST_CHARACTERS_OF_HEADERS)
                    .setIdleTimeout((int) LONGEST_SILENCE.toSeconds())
                    .setHttp2ClearTextEnabled(false);
            return new GatedServer(delegate, limited, gate, port).invalidRequestHandler(ServerLimits::reject);
        }
    }

    /** Answers an invalid request, and closes the connection: the start of a next request is unknown. */
    private static void reject(HttpServerRequest request) {
        ProblemResponses.closing(request, problem(request.decoderResult().cause()));
    }

    private static RequestException problem(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return RequestException.of(
                    414,
                    "URI too long",
                    "Found a request line of more than " + MOST_CHARACTERS_OF_LINE
                            + " characters; send a shorter one.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return RequestException.of(
                    431,
                    "Headers too large",
                    "Found headers of more than " + MOST_CHARACTERS_OF_HEADERS + " characters together; send less.");
        }
        return RequestException.of(400, "Bad request", "The request is not valid HTTP/1.1.");
    }
}
