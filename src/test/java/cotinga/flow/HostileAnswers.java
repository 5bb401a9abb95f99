package cotinga.flow;

import com.sun.net.httpserver.HttpExchange;
import cotinga.flow.StandInUpstream.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Responses that cost too much. Records which connections the client closed. */
public final class HostileAnswers {
    private static final byte[] PIECE = new byte[8192];

    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch silence = new CountDownLatch(1);

    /** The paths whose connection the client closed before the response was complete. */
    public Set<String> closed() {
        return closed;
    }

    /** Waits until a client waits for a silent response; returns whether one does. */
    boolean awaitSilence() throws InterruptedException {
        return silence.await(20, TimeUnit.SECONDS);
    }

    /** Ends every endless response. */
    public void end() {
        end.countDown();
    }

    public Fault endless(int status) {
        return new Fault(status, (exchange, file) -> send(exchange, status, PIECE, 0));
    }

    /** A byte every 50 milliseconds. */
    public Fault dripping(int status) {
        return new Fault(status, (exchange, file) -> send(exchange, status, new byte[] {' '}, 50));
    }

    /** Headers without a body. */
    Fault silent() {
        return new Fault(200, (exchange, file) -> {
            silence.countDown();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            pause(20_000);
        });
    }

    /** A body of so many bytes after gzip. */
    Fault bomb(int status, int bytes) {
        byte[] body = gzip(bytes);
        return new Fault(status, (exchange, file) -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            StandInUpstream.send(exchange, status, body);
        });
    }

    public Fault coded(String coding) {
        return new Fault(200, (exchange, file) -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            StandInUpstream.send(exchange, 200, gzip(4096));
        });
    }

    Fault redirectedTo(String address) {
        return new Fault(302, (exchange, file) -> {
            exchange.getResponseHeaders().set("Location", address);
            StandInUpstream.send(exchange, 302, new byte[0]);
        });
    }

    private void send(HttpExchange exchange, int status, byte[] piece, int pauseMillis) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        OutputStream body = exchange.getResponseBody();
        try {
            while (!pause(pauseMillis)) {
                body.write(piece);
                body.flush();
            }
        } catch (IOException closedByClient) {
            closed.add(exchange.getRequestURI().getPath());
        }
    }

    /** Whether the responses were ended meanwhile. */
    private boolean pause(int millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static byte[] gzip(int bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int written = 0; written < bytes; written += PIECE.length) {
                gzip.write(PIECE, 0, Math.min(PIECE.length, bytes - written));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
