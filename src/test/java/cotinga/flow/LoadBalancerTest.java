package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.deploy.Tool;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that request from two readers through nginx, while the leader publishes. */
@Tag("full")
@OnlyOnPostgres
class LoadBalancerTest {
    private static final String DOW_JONES = "124603";
    private static final String API = "/api/v1/cot";
    private static final String MARKET = "/markets/tff/fo/" + DOW_JONES;
    private static final List<String> PATHS = List.of("/overview", "/screener/tff/fo", "/markets/tff/fo", MARKET);
    private static final Archive CURRENT_YEAR = Archive.yearly(TFF_FO, 2026);
    private static final LocalDate FIRST_WEEK = LocalDate.of(2026, 4, 7);
    private static final int CLIENTS = 4;
    private static final int VERSIONS = 6;

    /** From this version on, a reader reads a version only for clients that have it from the other reader. */
    private static final int FIRST_UNFOLLOWED = 4;

    private static final int PASSES = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A reader that ends is not left out, because then a single failure of the other one would leave none. */
    private static final String CONFIGURATION =
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                upstream readers {
                    server 127.0.0.1:%d max_fails=0;
                    server 127.0.0.1:%d max_fails=0;
                    keepalive 16;
                }
                server {
                    listen 127.0.0.1:%d;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_next_upstream error timeout http_502 http_503 http_504;
                    add_header X-Reader $upstream_addr always;
                    location / {
                        proxy_pass http://readers;
                    }
                    location = /api/v1/cot/events {
                        proxy_pass http://readers;
                        proxy_buffering off;
                        proxy_read_timeout 1h;
                    }
                }
            }
            """;

    private final Queue<String> odd = new ConcurrentLinkedQueue<>();
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private Flow flow;
    private RunningApplication leader;
    private RunningApplication first;
    private RunningApplication second;
    private Process nginx;
    private int port;

    /** The address of the reader that sends events. */
    private volatile String readerOfEvents = "";

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        Tool.installed("nginx", "nginx-light");
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "0")
                .set("cotinga.instance", "leader");
        releaseWeeks(1);
        leader = flow.serve();
        leader.refreshReports();
        flow.set("cotinga.role", "reader").set("cotinga.database.url", TestDatabase.url(directory.resolve("data")));
        first = flow.set("cotinga.instance", "first").serve();
        second = flow.set("cotinga.instance", "second").serve();
        awaitVersion(1);
        port = Integer.parseInt(RunningApplication.freePort());
        Path folder = Files.createDirectory(directory.resolve("nginx"));
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.formatted(first.port(), second.port(), port));
        nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        await().atMost(SOON).until(this::isListening);
    }

    @AfterEach
    void close() throws InterruptedException {
        clients.forEach(Client::end);
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
        }
        if (flow != null) {
            flow.close();
        }
    }

    private boolean isListening() {
        assertThat(nginx.isAlive()).as("nginx runs").isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Releases so many weeks: each data version has one more than the one before. */
    private void releaseWeeks(int weeks) {
        flow.release(
                CURRENT_YEAR,
                IntStream.range(0, weeks)
                        .mapToObj(week -> CftcFiles.week(
                                TFF_FO, DOW_JONES, FIRST_WEEK.plusWeeks(week).toString(), 400 + week))
                        .toArray());
    }

    private void awaitVersion(long version) {
        Flow.awaitVersion(first, version);
        Flow.awaitVersion(second, version);
    }

    @Test
    void noClientGetsAnErrorOrGoesBackAVersion() throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        Thread listener = new Thread(() -> listen(events), "events");
        listener.setDaemon(true);
        listener.start();
        await().atMost(SOON).until(() -> !events.isEmpty());
        RunningApplication silent = readerOfEvents.endsWith(":" + first.port()) ? second : first;
        for (int number = 0; number < CLIENTS; number++) {
            Client client = new Client();
            clients.add(client);
            client.start();
        }

        for (int version = 2; version <= VERSIONS; version++) {
            awaitPasses();
            if (version == FIRST_UNFOLLOWED) {
                Flow.stopFollowing(silent);
            }
            releaseWeeks(version);
            leader.refreshReports();
            awaitVersion(version);
        }
        awaitPasses();

        assertThat(odd).isEmpty();
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.versions.values()).containsOnly((long) VERSIONS));
        assertThat(statuses).as("responses by status").containsOnlyKeys(200, 304);
        assertThat(addresses)
                .as("both readers respond")
                .contains("127.0.0.1:" + first.port(), "127.0.0.1:" + second.port());
        await().atMost(SOON).untilAsserted(() -> assertThat(events)
                .as("events arrive while the response lasts")
                .anyMatch(line -> line.contains("\"data_version\":" + VERSIONS)));

        first.close();
        awaitPasses();
        assertThat(odd).as("after a reader has stopped").isEmpty();
    }

    private void listen(Queue<String> events) {
        try {
            HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address("/events")).build(), HttpResponse.BodyHandlers.ofLines());
            readerOfEvents = response.headers().firstValue("X-Reader").orElseThrow();
            try (Stream<String> lines = response.body()) {
                lines.forEach(events::add);
            }
        } catch (IOException e) {
            events.add("ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + API + path);
    }

    /** Waits until every client has requested all paths some times from now on. */
    private void awaitPasses() {
        for (Client client : clients) {
            long passes = client.passes.get() + PASSES;
            await().atMost(SOON).until(() -> client.passes.get() >= passes);
        }
    }

    /** Requests one path after the other, each with the tag of the last response. */
    private final class Client extends Thread {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Map<String, String> tags = new ConcurrentHashMap<>();
        private final Map<String, Long> versions = new ConcurrentHashMap<>();
        private final AtomicLong passes = new AtomicLong();
        private volatile boolean ended;

        private Client() {
            super("client");
            setDaemon(true);
        }

        private void end() {
            ended = true;
        }

        @Override
        public void run() {
            while (!ended) {
                for (String path : PATHS) {
                    try {
                        request(path);
                    } catch (IOException e) {
                        odd.add(path + ": " + e);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                passes.incrementAndGet();
            }
        }

        private void request(String path) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
            String tag = tags.get(path);
            if (tag != null) {
                request.header("If-None-Match", tag);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            statuses.computeIfAbsent(response.statusCode(), status -> new AtomicLong())
                    .incrementAndGet();
            response.headers().firstValue("X-Reader").ifPresent(addresses::add);
            if (response.statusCode() != 200 && response.statusCode() != 304) {
                odd.add(path + " returned " + response.statusCode() + " " + response.body());
                return;
            }
            String its = response.headers().firstValue("ETag").orElseThrow();
            long version = Long.parseLong(its.substring(1, its.indexOf('-')));
            long before = versions.getOrDefault(path, 0L);
            if (version < before) {
                odd.add(path + " returned data version " + version + " after " + before);
            }
            if (response.statusCode() == 200 && path.equals(MARKET)) {
                int weeks = Flow.json(response.body()).path("weeks").size();
                if (weeks != version) {
                    odd.add(path + " of data version " + version + " has " + weeks + " weeks");
                }
            }
            tags.put(path, its);
            versions.put(path, version);
        }
    }
}
