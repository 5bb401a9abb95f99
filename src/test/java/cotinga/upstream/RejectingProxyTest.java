package cotinga.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that answers every request with 407. */
class RejectingProxyTest {
    private static final String PASSWORD = "a-wrong-secret";
    private static final String RESPONSE =
            """
            HTTP/1.1 407 Proxy Authentication Required
            Proxy-Authenticate: Basic realm="x"
            Content-Length: 0
            Connection: close

            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://cftc.test/a.zip, '', GET http://cftc.test/a.zip",
        "http://cftc.test/a.zip, me:a-wrong-secret@, GET http://cftc.test/a.zip",
        "https://cftc.test/a.zip, '', CONNECT cftc.test:443",
        "https://cftc.test/a.zip, me:a-wrong-secret@, CONNECT cftc.test:443"
    })
    void isNamedWithItsSettingAndWithoutCredentials(String address, String user, String request) throws IOException {
        Proxies proxies = new Proxies(
                Optional.of(Proxies.Address.of("http://" + user + "localhost:" + proxy.getLocalPort())),
                new Properties(),
                Map.of());
        HttpClientBuilder builder = HttpClientBuilder.create();
        new UpstreamClient(
                        new Exchanges(timer, (host, outcome, took, bytes) -> {}),
                        new ExchangeLimits(
                                1 << 20, "max-download", Duration.ofMinutes(1), "max-time", 1 << 16, status -> false),
                        new RedirectHosts(Set.of()),
                        proxies,
                        new AddressLookup(threads))
                .configure(builder);

        try (CloseableHttpClient client = builder.build()) {
            assertThatThrownBy(() -> client.execute(new HttpGet(address), response -> response))
                    .isInstanceOf(UpstreamException.class)
                    .hasMessage(
                            "a.zip: found status 407 of the proxy, which requires a user and a password, or rejects those that it"
                                    + " got, expected a proxy that sends the request on. Check the user and the password in"
                                    + " cotinga.http.proxy, or in the environment if the setting is empty.")
                    .hasMessageNotContaining(PASSWORD);
        }
        assertThat(requests).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith(request));
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String line = request.readLine();
                if (line != null) {
                    requests.add(line);
                }
                while (line != null && !line.isEmpty()) {
                    line = request.readLine();
                }
                client.getOutputStream().write(RESPONSE.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closedByClient) {
                requests.add("failed: " + closedByClient);
                return;
            }
        }
    }
}
