package cotinga.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server, or a proxy at CONNECT, that sends one header line after another and never ends its headers. */
class EndlessHeadersTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        threads.execute(this::sendHeadersUntilClosed);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void theDeadlineEndsAnExchangeWithinItsHeaders() throws Exception {
        assertEndsAtItsDeadline("http://localhost:" + server.getLocalPort() + "/file", Optional.empty());
    }

    @Test
    void theDeadlineEndsAnExchangeThatWaitsForItsProxy() throws Exception {
        assertEndsAtItsDeadline(
                "https://www.cftc.gov/file", Optional.of(Proxies.Address.of("localhost:" + server.getLocalPort())));
    }

    private void assertEndsAtItsDeadline(String address, Optional<Proxies.Address> proxy) throws Exception {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new UpstreamClient(
                        new Exchanges(timer, (host, outcome, took, bytes) -> {}),
                        new ExchangeLimits(
                                1 << 20,
                                "max-download",
                                Duration.ofMillis(300),
                                "max-time",
                                1 << 16,
                                status -> status == 404),
                        new RedirectHosts(Set.of()),
                        new Proxies(proxy, new Properties(), Map.of()),
                        new AddressLookup(threads))
                .configure(builder);

        assertThatThrownBy(() -> threads.submit(() -> {
                            try (CloseableHttpClient client = builder.build()) {
                                return client.execute(
                                        new HttpGet(address), answer -> EntityUtils.toString(answer.getEntity()));
                            }
                        })
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("(max-time)");
        assertThat(closed.await(10, TimeUnit.SECONDS))
                .as("the connection is closed")
                .isTrue();
    }

    private void sendHeadersUntilClosed() {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            for (int line = 0; !server.isClosed(); line++) {
                socket.getOutputStream().write(("X-" + line + ": y\r\n").getBytes(US_ASCII));
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (IOException closedByClient) {
            closed.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
