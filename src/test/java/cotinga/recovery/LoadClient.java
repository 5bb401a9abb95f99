package cotinga.recovery;

import cotinga.flow.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A client that sends one request after the other on persistent connections, as long as the server runs. Odd is every result except a
 * refused connection, a 200, and a 503 that is a problem with {@code Retry-After}.
 */
final class LoadClient implements Runnable {
    /** The pause between attempts to connect while the port is closed, so that the server gets processor time. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The beginning of the message of a connection that the other side has reset. */
    private static final String RESET = "Connection reset";

    private static final String MARKET = "/api/v1/cot/markets/tff/fo/099741";

    private final int port;
    private final int number;
    private final BooleanSupplier serverLives;
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Queue<String> odd = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closedWhileIdle = new AtomicInteger();
    private final AtomicInteger neverAccepted = new AtomicInteger();
    private int sent;

    LoadClient(int port, int number, BooleanSupplier serverLives) {
        this.port = port;
        this.number = number;
        this.serverLives = serverLives;
    }

    @Override
    public void run() {
        while (serverLives.getAsBoolean()) {
            try {
                Optional<Wire> connection = connect();
                if (connection.isPresent()) {
                    try (Wire wire = connection.get()) {
                        useUntilClosed(wire);
                    }
                }
            } catch (IOException e) {
                odd.add("request " + sent + ": " + e);
            }
        }
    }

    /** Connects; empty if the port is closed, or was closed before the server accepted the connection. */
    private Optional<Wire> connect() throws IOException {
        try {
            return Optional.of(new Wire(port));
        } catch (ConnectException refused) {
            LockSupport.parkNanos(PAUSE.toNanos());
        } catch (SocketException e) {
            if (!String.valueOf(e.getMessage()).startsWith(RESET)) {
                throw e;
            }
            neverAccepted.incrementAndGet();
        }
        return Optional.empty();
    }

    /** The number of responses with a status. */
    int answered(int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    /** The odd results, one by one. */
    Queue<String> odd() {
        return odd;
    }

    /** The number of connections that the server closed between two requests. The second request did not reach it and is sent again. */
    int closedWhileIdle() {
        return closedWhileIdle.get();
    }

    /** The number of connections that the server had not accepted when it closed the port. They are reset, some while they connect. */
    int neverAccepted() {
        return neverAccepted.get();
    }

    private void useUntilClosed(Wire wire) throws IOException {
        boolean open = true;
        boolean isFirst = true;
        while (open && serverLives.getAsBoolean()) {
            Optional<Wire.Answer> answer = ask(wire, isFirst);
            answer.ifPresent(this::note);
            open = answer.isPresent() && !answer.get().isLast();
            isFirst = false;
        }
    }

    /** Sends one request; empty if the server had closed the idle connection. */
    private Optional<Wire.Answer> ask(Wire wire, boolean isFirst) throws IOException {
        Optional<Wire.Answer> answer;
        try {
            wire.send("GET " + address() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            answer = wire.answer(true);
        } catch (SocketException reset) {
            if (isFirst) {
                neverAccepted.incrementAndGet();
                return Optional.empty();
            }
            answer = Optional.empty();
        }
        if (answer.isEmpty() && isFirst) {
            odd.add("request " + sent + ": the connection was closed without an answer");
        } else if (answer.isEmpty()) {
            closedWhileIdle.incrementAndGet();
        }
        return answer;
    }

    /** Cached responses, uncached ones and the status, alternately. */
    private String address() {
        sent++;
        return switch (sent % 3) {
            case 0 -> MARKET;
            case 1 -> MARKET + "?to=20" + (30 + number) + "-01-" + (10 + sent % 19);
            default -> "/api/v1/cot/status";
        };
    }

    private void note(Wire.Answer answer) {
        statuses.computeIfAbsent(answer.status(), first -> new AtomicInteger()).incrementAndGet();
        boolean rejected = answer.status() == 503
                && answer.header("retry-after").isPresent()
                && answer.header("content-type").equals(Optional.of("application/problem+json"))
                && answer.isLast();
        if (answer.status() != 200 && !rejected) {
            odd.add("request " + sent + ": " + answer);
        }
    }
}
