package cotinga.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges with a server that redirects to an answer without an end. */
class UpstreamClientTest {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Exchanges exchanges = new Exchanges(timer, (host, outcome, took, bytes) -> {});
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"dripping, moved", "silent, moved", "dripping, with-text", "silent, with-text"})
    void aRedirectedExchangeEndsAtItsDeadline(String answer, String redirect) {
        assertThatThrownBy(() -> get(redirect + "/" + answer, SOON).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("not complete after")
                .hasMessageContaining("(max-time)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dripping", "silent"})
    void aRedirectedExchangeCanBeAborted(String answer) throws Exception {
        Future<String> body = get("with-text/" + answer, NEVER);
        assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();

        exchanges.abort("the run was ended");

        assertThatThrownBy(() -> body.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UpstreamException.class)
                .hasMessage(answer + ": download aborted, the run was ended." + " The next run requests it again.");
    }

    @Test
    void aRequestThatBeginsIsProgress() throws Exception {
        long before = exchanges.lastProgressAt();

        Future<String> unused = get("silent", NEVER);
        assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(exchanges.lastProgressAt()).isGreaterThan(before);
    }

    @Test
    void aRedirectedExchangeIsReadToItsEnd() throws Exception {
        assertThat(get("with-text/file", NEVER).get(10, TimeUnit.SECONDS)).isEqualTo("file");
    }

    private Future<String> get(String path, Duration maxTime) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new UpstreamClient(
                        exchanges,
                        new ExchangeLimits(
                                1 << 20, "max-download", maxTime, "max-time", 1 << 16, status -> status == 404),
                        new RedirectHosts(Set.of()),
                        new Proxies(Optional.empty(), new Properties(), Map.of()),
                        new AddressLookup(threads))
                .configure(builder);
        HttpGet request = new HttpGet("http://localhost:" + server.getAddress().getPort() + "/" + path);
        return threads.submit(() -> {
            try (CloseableHttpClient client = builder.build()) {
                return client.execute(request, answer -> EntityUtils.toString(answer.getEntity()));
            }
        });
    }

    /** {@code /moved/x} and {@code /with-text/x} lead to {@code /x}, the latter with a body of its own. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String name = path[path.length - 1];
            OutputStream body = exchange.getResponseBody();
            if (path.length > 2) {
                byte[] text =
                        path[1].equals("moved") ? new byte[0] : "It is elsewhere".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Location", "/" + name);
                exchange.sendResponseHeaders(302, text.length == 0 ? -1 : text.length);
                body.write(text);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            body.flush();
            requested.countDown();
            if (name.equals("dripping")) {
                drip(body);
            } else if (name.equals("silent")) {
                end.await();
            } else {
                body.write(name.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drip(OutputStream body) throws IOException, InterruptedException {
        try {
            while (!end.await(10, TimeUnit.MILLISECONDS)) {
                body.write(' ');
                body.flush();
            }
        } catch (IOException closedByClient) {
            end.await();
        }
    }
}
