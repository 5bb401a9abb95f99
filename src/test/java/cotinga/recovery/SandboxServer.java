package cotinga.recovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cotinga.sandbox.Sandbox;
import cotinga.sandbox.SandboxResponse;
import cotinga.sandbox.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Both upstreams with synthetic files as of one day, which can fail during a response and recover. */
public final class SandboxServer implements AutoCloseable {
    /** The day that it uses as today. */
    public static final LocalDate TODAY = LocalDate.of(2026, 6, 13);

    private static final int ALIVE_FOR_EVER = Integer.MAX_VALUE;

    private final Sandbox sandbox = new Sandbox(
            Clock.fixed(TODAY.atTime(LocalTime.of(23, 59)).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), Scenario.NORMAL);
    private final Map<String, SandboxResponse> files = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger answersToLive = new AtomicInteger(ALIVE_FOR_EVER);
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    public SandboxServer() {
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
        return "http://localhost:" + server.getAddress().getPort() + Sandbox.PATH;
    }

    /** After a number of responses, one is truncated, and from then on no request gets a response. */
    public void dieAfter(int answers) {
        answersToLive.set(answers);
    }

    public void comeBack() {
        answersToLive.set(ALIVE_FOR_EVER);
    }

    /** The number of requests since its start. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            int left = answersToLive.get() == ALIVE_FOR_EVER ? ALIVE_FOR_EVER : answersToLive.getAndDecrement();
            if (left < 0) {
                return;
            }
            SandboxResponse answer = answer(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body, 0, left == 0 ? body.length / 2 : body.length);
        }
    }

    /** Files are generated once; charts depend on the requested days. */
    private SandboxResponse answer(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath();
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (known != null || uri.getRawQuery() != null) {
            return sandbox.answer(path, uri.getRawQuery(), known, null);
        }
        return files.computeIfAbsent(path, file -> sandbox.answer(file, null, null, null));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
