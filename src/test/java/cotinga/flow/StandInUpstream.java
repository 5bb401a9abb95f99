package cotinga.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cotinga.base.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Simulates an HTTP upstream: files by path with ETag and Last-Modified, faults on demand, and a record of the requests. */
public final class StandInUpstream implements AutoCloseable {
    private static final Instant FIRST_RELEASE = Instant.parse("2026-01-09T20:30:00Z");
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, File> files = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<String> headerNames = ConcurrentHashMap.newKeySet();
    private final AtomicInteger releases = new AtomicInteger();

    /** One file as it was released. */
    @SuppressWarnings("ArrayRecordComponent") // it is served, never compared
    private record File(byte[] bytes, String etag, @Nullable String lastModified) {}

    /**
     * One request and the status of its response.
     *
     * @param query the part after the path; empty if there is none
     * @param conditional whether it has the ETag and the Last-Modified of an edition
     */
    public record Request(String path, String query, boolean conditional, int status) {}

    /** Sends a response to a request. */
    @FunctionalInterface
    public interface Reply {
        /**
         * Sends the response.
         *
         * @param file the released file; empty if there is none
         */
        void send(HttpExchange exchange, byte[] file) throws IOException;
    }

    /**
     * A response other than the file.
     *
     * @param status the status that is sent; 0 if none is. It is recorded before the reply is sent, so that a client that has the response
     *     finds it among the requests
     */
    public record Fault(int status, Reply reply) {
        /** A status without a body. */
        public static Fault status(int status) {
            return new Fault(status, (exchange, file) -> exchange.sendResponseHeaders(status, -1));
        }

        /** A status without a body, with {@code Retry-After}. */
        public static Fault later(int status, int seconds) {
            return new Fault(status, (exchange, file) -> {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
                exchange.sendResponseHeaders(status, -1);
            });
        }

        /** A status with a text. */
        public static Fault text(int status, String text) {
            return new Fault(
                    status,
                    (exchange, file) -> StandInUpstream.send(exchange, status, text.getBytes(StandardCharsets.UTF_8)));
        }

        /** A page with status 200. */
        public static Fault page(String html) {
            return text(200, html);
        }

        /** The connection ends in the middle of the body. */
        public static Fault truncated() {
            return new Fault(200, (exchange, file) -> {
                exchange.sendResponseHeaders(200, file.length);
                exchange.getResponseBody().write(Arrays.copyOf(file, file.length / 2));
                exchange.getResponseBody().flush();
            });
        }

        /** The connection ends without a response. */
        public static Fault dropped() {
            return new Fault(0, (exchange, file) -> {});
        }
    }

    /** A path whose next request waits until it is released. */
    public static final class Hold {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Waits until a client requests the path; returns whether one did. */
        public boolean awaitRequest() throws InterruptedException {
            return arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        public void release() {
            released.countDown();
        }

        private void pass() throws IOException {
            arrived.countDown();
            try {
                if (!released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("held for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    public StandInUpstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /**
     * Serves an older file, as a mirror does that lags behind.
     *
     * @param lastModified the header; null if it is not sent
     */
    public void releaseOlder(String path, byte[] bytes, @Nullable String lastModified) {
        files.put(path, new File(bytes, '"' + Sha256.of(bytes).substring(0, 16) + '"', lastModified));
    }

    /** Releases a file, or a newer edition of it: a minute later than every release before. */
    public void release(String path, byte[] bytes) {
        Instant modified = FIRST_RELEASE.plusSeconds(60L * releases.incrementAndGet());
        files.put(
                path,
                new File(
                        bytes,
                        '"' + Sha256.of(bytes).substring(0, 16) + '"',
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC))));
    }

    public void withdraw(String path) {
        files.remove(path);
    }

    /** The next requests for a path get these responses, one each. */
    public void fail(String path, Fault... next) {
        faults.put(path, new ArrayDeque<>(List.of(next)));
    }

    public Hold hold(String path) {
        Hold hold = new Hold();
        holds.put(path, hold);
        return hold;
    }

    /** The names of all headers that clients have sent. */
    public Set<String> headerNames() {
        return Set.copyOf(headerNames);
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The statuses of the responses for a path, in order; 0 for none. */
    public List<Integer> statuses(String path) {
        return requests.stream()
                .filter(request -> request.path().equals(path))
                .map(Request::status)
                .toList();
    }

    public void forgetRequests() {
        requests.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Hold hold = holds.remove(path);
            if (hold != null) {
                hold.pass();
            }
            headerNames.addAll(exchange.getRequestHeaders().keySet());
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match")
                    && exchange.getRequestHeaders().containsKey("If-Modified-Since");
            String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
            answer(exchange, path, status -> requests.add(new Request(path, query, conditional, status)));
        }
    }

    /** @param note records the status, before it is sent, so that a client that has the response finds it among the requests */
    private void answer(HttpExchange exchange, String path, IntConsumer note) throws IOException {
        File file = files.get(path);
        Fault fault = nextFault(path);
        if (fault != null) {
            note.accept(fault.status());
            fault.reply().send(exchange, file == null ? new byte[0] : file.bytes());
            return;
        }
        if (file == null) {
            note.accept(404);
            send(exchange, 404, "No such file".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("ETag", file.etag());
        if (file.lastModified() != null) {
            exchange.getResponseHeaders().set("Last-Modified", file.lastModified());
        }
        if (file.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            note.accept(304);
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        note.accept(200);
        send(exchange, 200, file.bytes());
    }

    private @Nullable Fault nextFault(String path) {
        Deque<Fault> ofPath = faults.getOrDefault(path, new ArrayDeque<>());
        synchronized (ofPath) {
            return ofPath.poll();
        }
    }

    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
