package cotinga.sharedcache;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.api.SharedAnswers;
import cotinga.flow.LogWatch;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared cache without a Redis server that works: everything is computed, and nobody waits for long. */
class RedisAnswersTest {
    private static final int READS_BEFORE_THE_BREAKER_OPENS = 5;
    private static final int REQUESTS = 40;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final LogWatch log = new LogWatch(Level.INFO);

    @AutoClose("close")
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void listen() {
        log.begin();
    }

    @AfterEach
    void end() {
        log.end();
    }

    @Test
    void aServerThatNeverRepliesIsBypassed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                CountedAnswers answers = new CountedAnswers(vertx, url(silent), SHORT, CountedAnswers.LONG)) {
            assertBypassed(answers, "found no reply at " + url(silent));
        }
    }

    @Test
    void aServerThatDoesNotRunIsBypassed() {
        String url = "redis://127.0.0.1:" + RunningApplication.freePort();
        try (CountedAnswers answers = new CountedAnswers(vertx, url, CountedAnswers.PATIENT, CountedAnswers.LONG)) {
            assertBypassed(answers, "found Connection refused");
        }
    }

    @Test
    void aServerOfAnotherProtocolIsBypassed() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                CountedAnswers answers = new CountedAnswers(vertx, url(web), SHORT, CountedAnswers.LONG)) {
            Thread accepting = new Thread(() -> rejectAll(web));
            accepting.start();

            assertBypassed(answers, " at " + url(web));
        }
    }

    private static void rejectAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    OutputStream out = client.getOutputStream()) {
                out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // the client or the test has ended
            }
        }
    }

    /** Reads that fail are few, and all requests are computed. */
    private void assertBypassed(CountedAnswers answers, String found) {
        for (int request = 0; request < REQUESTS; request++) {
            assertThat(answers.get(request)).isEqualTo(CountedAnswers.expected(request));
        }

        assertThat(answers.computations()).isEqualTo(REQUESTS);
        assertThat(answers.shared.figures())
                .isEqualTo(new SharedAnswers.Figures(
                        false, 0, 0, READS_BEFORE_THE_BREAKER_OPENS, REQUESTS - READS_BEFORE_THE_BREAKER_OPENS, 0, 0));
        assertThat(ours())
                .hasSize(2)
                .satisfies(
                        lines -> assertThat(lines.get(0))
                                .contains("Responses are shared through Redis at redis://127.0.0.1"),
                        lines -> assertThat(lines.get(1)).contains("The shared cache is bypassed: ", found));
    }

    @Test
    void anOutageIsLoggedOnceHoweverOftenTheServerIsTried() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                CountedAnswers answers =
                        new CountedAnswers(vertx, url(silent), Duration.ofMillis(5), Duration.ofMillis(1))) {
            int request = 0;
            while (answers.shared.figures().failures() < 3 * READS_BEFORE_THE_BREAKER_OPENS) {
                answers.get(request);
                request++;
            }

            assertThat(answers.computations()).isEqualTo(request);
            assertThat(ours()).as("connected, and bypassed").hasSize(2);
        }
    }

    @Test
    void anInvalidationOfAServerThatNeverRepliesSaysSo() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                CountedAnswers answers = new CountedAnswers(vertx, url(silent), SHORT, CountedAnswers.LONG)) {
            SharedAnswers.Invalidation invalidation = answers.shared.invalidate();

            assertThat(invalidation.invalidated()).isFalse();
            assertThat(invalidation.problem())
                    .isEqualTo(
                            "Found no reply at " + url(silent) + ", expected a reply within 50 ms. Responses that are"
                                    + " stored there may be served again; repeat the request when Redis replies");
        }
    }

    @Test
    void beforeAConnectionEverythingIsComputed() {
        CountedAnswers answers = new CountedAnswers(
                new RedisAnswers(RedisAddress.of("redis://127.0.0.1:1"), "build", version -> Optional.empty()));

        assertThat(answers.get(1)).isEqualTo(CountedAnswers.expected(1));
        assertThat(answers.get(1)).isEqualTo(CountedAnswers.expected(1));

        assertThat(answers.computations()).isEqualTo(2);
        assertThat(answers.shared.figures()).isEqualTo(new SharedAnswers.Figures(true, 0, 0, 0, 0, 0, 0));
        assertThat(answers.shared.invalidate().problem()).startsWith("Found no connection at redis://127.0.0.1:1");
    }

    private List<String> ours() {
        return log.errors().stream().filter(line -> line.startsWith("cotinga.")).toList();
    }

    private static String url(ServerSocket server) {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }
}
