package cotinga.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import cotinga.RunningApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of nginx for several readers, which are simulated here. */
@Tag("full")
class LoadBalancerTest {
    private static final int REQUESTS = 20;
    private static final String EVENTS = "/api/v1/cot/events";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private Reader first;
    private Reader second;
    private String address;
    private Process nginx;

    /** A reader that answers every request in one way. */
    private final class Reader {
        private final HttpServer server;
        private volatile HttpHandler answer = exchange -> respond(exchange, 200);

        private Reader() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                answer.handle(exchange);
            });
            server.setExecutor(threads);
            server.start();
        }

        private void rejects() {
            answer = exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                respond(exchange, 503);
            };
        }

        private String port() {
            return String.valueOf(server.getAddress().getPort());
        }
    }

    private static void respond(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        Tool.installed("nginx", "nginx-light");
        first = new Reader();
        second = new Reader();
        String port = RunningApplication.freePort();
        address = "http://127.0.0.1:" + port;
        String text = DeployFiles.text(DeployFiles.path("nginx/nginx.conf"))
                .replace("10.91.7.11:8080", "127.0.0.1:" + first.port())
                .replace("10.91.7.12:8080", "127.0.0.1:" + second.port())
                .replace("listen 8080", "listen 127.0.0.1:" + port)
                .replace("/tmp/", folder + "/");
        Path file = Files.writeString(folder.resolve("nginx.conf"), text);
        nginx = new ProcessBuilder("nginx", "-e", "stderr", "-c", file.toString(), "-g", "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().ignoreExceptionsMatching(IOException.class::isInstance).until(() -> get("/").statusCode() == 200);
        requests.set(0);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
            first.server.stop(0);
            second.server.stop(0);
        }
        threads.shutdownNow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1));
    }

    @Test
    void oneReaderAnswersWhatTheOtherRejects() throws Exception {
        first.rejects();

        for (int request = 0; request < REQUESTS; request++) {
            assertThat(get("/api/v1/cot/markets").statusCode()).isEqualTo(200);
        }
        assertThat(requests.get()).as("the first is left out soon").isLessThan(2 * REQUESTS);
    }

    @Test
    void oneReaderAnswersWhileTheOtherIsStopped() throws Exception {
        second.server.stop(0);

        for (int request = 0; request < REQUESTS; request++) {
            assertThat(get("/api/v1/cot/markets").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theClientLearnsWhenToRetryIfAllReadersReject() throws Exception {
        first.rejects();
        second.rejects();

        for (int request = 0; request < REQUESTS; request++) {
            HttpResponse<String> response = get("/api/v1/cot/markets");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("7");
        }
        assertThat(requests.get()).as("each at both readers").isEqualTo(2 * REQUESTS);
    }

    @Test
    void theClientLearnsWhenToRetryIfNoReaderRuns() throws Exception {
        first.server.stop(0);
        second.server.stop(0);

        for (int request = 0; request < REQUESTS; request++) {
            HttpResponse<String> response = get("/api/v1/cot/markets");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void aRequestThatStartsARunIsNotRepeated() throws Exception {
        first.rejects();
        second.rejects();

        for (int request = 0; request < REQUESTS; request++) {
            assertThat(client.send(
                                    request("/api/v1/admin/runs")
                                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
        }
        assertThat(requests.get()).isEqualTo(REQUESTS);
    }

    @Test
    void eventsArriveWhenTheyAreSent() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        HttpHandler events = exchange -> {
            exchange.getResponseHeaders().set("X-Accel-Buffering", "no"); // as readers do
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("event: publication\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                assertThat(received.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
        first.answer = events;
        second.answer = events;

        HttpResponse<InputStream> response =
                client.send(request(EVENTS).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).as("before the response ends").isEqualTo("event: publication");
        }
        received.countDown();
    }

    @Test
    void aClientThatSendsTooMuchIsLimited() throws Exception {
        int limited = 0;
        for (int request = 0; request < 1500 && limited == 0; request++) {
            HttpResponse<String> response = get("/");
            if (response.statusCode() == 429) {
                limited++;
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(limited).isEqualTo(1);
    }
}
