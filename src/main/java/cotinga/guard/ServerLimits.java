package cotinga.guard;

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
import java.time.Duration;

/** How much of a request the HTTP servers read, for how long they wait for more of it, and what they answer when it is no request. */
public final class ServerLimits {
    /** The request line: method, path and query. */
    static final int MOST_CHARACTERS_OF_LINE = 8_192;

    /** All headers together. */
    static final int MOST_CHARACTERS_OF_HEADERS = 16_384;

    /** After which silence of both sides a connection is closed. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /** How many requests are in routes at the same time; see {@link Turns} for how many of one path. */
    private static final int WORKERS = 64;

    private ServerLimits() {}

    /**
     * What makes HTTP servers with these limits.
     *
     * @param gate admits the requests of the server that listens on the port
     */
    public static Vertx vertx(HttpGate gate, int port) {
        VertxOptions options = new VertxOptions()
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions() // no server here sends files: none needs a temporary folder
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
        return new Limited((VertxInternal) Vertx.vertx(options), gate, port);
    }

    /** Whoever makes a server here need not know of its limits. */
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
            return new GatedServer(delegate, limited, gate, port).invalidRequestHandler(ServerLimits::refuse);
        }
    }

    /** Answers what is no request, and closes the connection: nobody knows where a next one would begin. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(
                    request,
                    414,
                    "Address too long",
                    "A request line may have " + MOST_CHARACTERS_OF_LINE + " characters.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(
                    request,
                    431,
                    "Headers too large",
                    "All headers together may have " + MOST_CHARACTERS_OF_HEADERS + " characters.");
        } else {
            refuse(request, 400, "Bad request", "This is no request of HTTP/1.1.");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String title, String detail) {
        ProblemAnswers.closing(request, status, title, detail);
    }
}
