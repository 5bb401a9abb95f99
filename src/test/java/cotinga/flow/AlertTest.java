package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.alert.Alerts;
import cotinga.cftc.Archive;
import cotinga.monitor.Monitor;
import cotinga.monitor.Storage;
import cotinga.settings.SettingException;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, as endpoints receive them over HTTP. */
class AlertTest {
    private static final String EURO = "099741";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] KEY =
            "a key of exactly 32 bytes, really".substring(0, 32).getBytes(StandardCharsets.UTF_8);
    private static final String TOKEN = "bot123:a-token-of-telegram";

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> statusOf = new ConcurrentHashMap<>();
    private final LogWatch log = new LogWatch();
    private HttpServer receiver;
    private Path directory;
    private Flow flow;

    /** A request that an endpoint received. */
    private record Received(String path, Map<String, List<String>> headers, String body) {
        private String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    @BeforeEach
    void receive(@TempDir Path directory) throws IOException {
        this.directory = directory;
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(
                    new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
            AtomicInteger fixed = statusOf.get(exchange.getRequestURI().toString());
            Integer status = fixed == null ? statuses.poll() : Integer.valueOf(fixed.get());
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            exchange.close();
        });
        receiver.start();
        flow = new Flow(directory)
                .variants(TFF_FO)
                .years(2026, 2026)
                .set("cotinga.data.reserve", "1KB")
                .set("cotinga.alerts.retry-delay", "1")
                .set(
                        "cotinga.alerts.webhook-secret",
                        "whsec_" + Base64.getEncoder().encodeToString(KEY))
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
    }

    @AfterEach
    void close() {
        flow.close();
        receiver.stop(0);
    }

    @Test
    void reachesEachKindOfEndpointOnceAndAgainAfterTheEnd() throws Exception {
        flow.set(
                "cotinga.alerts.endpoints",
                "webhook:" + address("/hook?of=ops") + " slack:" + address("/slack") + " telegram:"
                        + address("/" + TOKEN + "/sendMessage?chat_id=7") + " camel:file:" + directory.resolve("alerts")
                        + "?fileName=alert.txt");
        RunningApplication service = staleService();

        observe(service, 3);

        await().atMost(SOON).until(() -> received.size() == 3 && Files.exists(directory.resolve("alerts/alert.txt")));
        Received webhook = at("/hook?of=ops");
        JsonNode event = Flow.json(webhook.body());
        assertThat(event.get("type").textValue()).isEqualTo("alert.raised");
        assertThat(event.at("/data/conditions/0/kind").textValue()).isEqualTo("data-stale");
        assertThat(event.at("/data/conditions/0/severity").textValue()).isEqualTo("critical");
        assertThat(event.at("/data/conditions/0/subject").textValue()).isEqualTo("tff_fo");
        assertThat(webhook.header("Content-Type")).isEqualTo("application/json");
        assertThat(webhook.header("webhook-id")).startsWith("msg_");
        assertThat(Instant.ofEpochSecond(Long.parseLong(webhook.header("webhook-timestamp"))))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(webhook.header("webhook-signature")).isEqualTo(signature(webhook));
        String text = Flow.json(at("/slack").body()).get("text").textValue();
        assertThat(text).startsWith("Cotinga: Alert\n- data-stale: the newest week of tff_fo was published ");
        assertThat(Flow.json(at("/" + TOKEN + "/sendMessage?chat_id=7").body()))
                .isEqualTo(Flow.json(at("/slack").body()));
        assertThat(directory.resolve("alerts/alert.txt")).hasContent(text);

        received.clear();
        flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-30", 400));
        service.refreshReports();
        observe(service, 10);

        await().atMost(SOON).until(() -> received.size() == 3);
        assertThat(Flow.json(at("/hook?of=ops").body()).get("type").textValue()).isEqualTo("alert.recovered");
    }

    @Test
    void isRetriedAndNeverLogsAnAddress() throws Exception {
        Path noFolder = Files.createFile(directory.resolve("no-folder"));
        flow.set(
                "cotinga.alerts.endpoints",
                "webhook:" + address("/hook") + " telegram:" + address("/" + TOKEN + "/sendMessage")
                        + " camel:file:" + noFolder + "/" + TOKEN + " telegram:http://localhost:"
                        + RunningApplication.freePort()
                        + "/"
                        + TOKEN + " slack:" + address("/slack"));
        statuses.addAll(List.of(503, 429, 200));
        statusOf.put("/" + TOKEN + "/sendMessage", new AtomicInteger(401));
        statusOf.put("/slack", new AtomicInteger(200));
        log.begin();
        RunningApplication service = staleService();

        observe(service, 1);
        await().atMost(SOON)
                .until(() -> attempts("/hook").size() == 3 && log.errors().size() == 3);
        log.end();

        List<Received> attempts = attempts("/hook");
        assertThat(attempts).hasSize(3);
        assertThat(attempts)
                .extracting(attempt -> attempt.header("webhook-id"))
                .containsOnly(attempts.get(0).header("webhook-id"));
        assertThat(log.errors())
                .anySatisfy(line ->
                        assertThat(line).contains("The telegram endpoint 2 did not accept an alert (status 401)"))
                .anySatisfy(line -> assertThat(line).contains("The camel endpoint 3 cannot be reached with an alert"))
                .anySatisfy(
                        line -> assertThat(line).contains("The telegram endpoint 4 cannot be reached with an alert"))
                .noneSatisfy(line -> assertThat(line).contains(TOKEN));
    }

    @Test
    void arrivesWhenAnEndpointIsAvailableAgainInOrderAndUnderItsId() throws Exception {
        flow.set("cotinga.alerts.endpoints", "webhook:" + address("/hook") + " slack:" + address("/slack"));
        AtomicInteger ofHook = new AtomicInteger(503);
        statusOf.put("/hook", ofHook);
        log.begin();
        RunningApplication service = staleService();
        observe(service, 1);
        await().atMost(SOON)
                .until(() -> attempts("/hook").size() >= 3 && !log.errors().isEmpty());
        flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-30", 400));
        service.refreshReports();
        observe(service, 4);
        await().atMost(SOON).until(() -> attempts("/slack").size() == 2);
        int before = attempts("/hook").size();

        ofHook.set(200);
        await().atMost(SOON).until(() -> {
            observe(service, 1);
            return attempts("/hook").stream().anyMatch(attempt -> type(attempt).equals("alert.recovered"));
        });
        log.end();

        List<Received> later =
                attempts("/hook").subList(before, attempts("/hook").size());
        assertThat(later).extracting(AlertTest::type).endsWith("alert.raised", "alert.recovered");
        assertThat(attempts("/hook").stream()
                        .filter(attempt -> type(attempt).equals("alert.raised"))
                        .map(attempt -> attempt.header("webhook-id")))
                .containsOnly(attempts("/hook").get(0).header("webhook-id"));
        assertThat(later).allSatisfy(attempt -> assertThat(attempt.header("webhook-signature"))
                .isEqualTo(signature(attempt)));
        assertThat(log.errors())
                .filteredOn(line -> line.contains("webhook endpoint 1"))
                .singleElement()
                .asString()
                .contains("did not accept an alert (status 503); it is sent again until it is accepted");
    }

    @Test
    void reachesOtherEndpointsWhileOneHangs() throws Exception {
        try (DrippingServer hanging = new DrippingServer()) {
            flow.set("cotinga.alerts.max-time", "1s")
                    .set(
                            "cotinga.alerts.endpoints",
                            "webhook:http://localhost:" + hanging.port() + "/hook slack:" + address("/slack"));
            RunningApplication service = staleService();
            observe(service, 1);

            await().atMost(SOON).until(() -> received.size() == 1);
            await().atMost(SOON).until(() -> hanging.closed() == 1);
            await().atMost(SOON).until(() -> {
                observe(service, 1);
                return hanging.closed() == 2;
            });
        }
    }

    @Test
    void needsNoBodyOfAResponse() throws Exception {
        HostileAnswers answers = new HostileAnswers();
        flow.upstream.release("/hook", new byte[0]);
        flow.upstream.fail("/hook", answers.endless(200));
        flow.set("cotinga.alerts.endpoints", "webhook:" + flow.upstream.url() + "/hook");
        log.begin();
        RunningApplication service = staleService();
        observe(service, 1);

        await().atMost(SOON).until(() -> answers.closed().contains("/hook"));
        answers.end();
        service.close();
        log.end();
        assertThat(log.errors()).as("the message was accepted").isEmpty();
    }

    @Test
    void isNotSentToAnUnknownEndpointOfCamel() {
        flow.set("cotinga.alerts.endpoints", "camel:file:alerts camel:nonsense:" + TOKEN + " camel:file:x?no=" + TOKEN);

        assertThatThrownBy(flow::serve).isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.errors())
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .startsWith("cotinga.alerts.endpoints cannot be used (")
                        .doesNotContain(TOKEN))
                .satisfiesExactly(error -> assertThat(error).contains("entry 2"), error -> assertThat(error)
                        .contains("entry 3")));
    }

    @Test
    void collectsMinorConditionsInADigest() throws Exception {
        flow.variants(TFF_FO, LEGACY_FO)
                .release(Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, EURO, "2026-06-02", 300))
                .set("cotinga.alerts.endpoints", "slack:" + address("/slack"));
        RunningApplication service = flow.serve(MovableClock.at("2026-06-15T12:00:00Z"));
        service.refreshReports();
        observe(service, 3);
        assertThat(received).isEmpty();

        service.context().createProducerTemplate().sendBody("direct:send-alerts", digest(service));

        await().atMost(SOON).until(() -> received.size() == 1);
        assertThat(Flow.json(received.element().body()).get("text").textValue())
                .startsWith("Cotinga: Digest\n- data-late: the next release of legacy_fo is late");
        assertThat(digest(service)).as("nothing new since").isEmpty();
    }

    @Test
    void reportsADatabaseThatHangsAndItsRecovery() throws Exception {
        flow.set("cotinga.alerts.endpoints", "webhook:" + address("/hook"));
        flow.publish();
        RunningApplication service = flow.serve();
        HikariDataSource database = service.bean("dataSource", HikariDataSource.class);
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < database.getMaximumPoolSize(); number++) {
            all.add(database.getConnection());
        }

        for (int time = 0; time < 8; time++) {
            observeWithoutDatabase(service);
        }

        await().atMost(SOON).until(() -> received.size() == 1);
        JsonNode raised = Flow.json(at("/hook").body());
        assertThat(raised.get("type").textValue()).isEqualTo("alert.raised");
        assertThat(raised.at("/data/conditions/0/kind").textValue()).isEqualTo("database-unavailable");

        received.clear();
        for (Connection connection : all) {
            connection.close();
        }
        observe(service, 6);

        await().atMost(SOON).until(() -> received.size() == 1);
        assertThat(Flow.json(at("/hook").body()).get("type").textValue()).isEqualTo("alert.recovered");
    }

    @Test
    void continuesAfterARestartWithoutRepeatingOrLosingAnything() throws Exception {
        flow.set("cotinga.alerts.endpoints", "webhook:" + address("/hook") + " slack:" + address("/slack"))
                .set("cotinga.data.reserve", "900000GB");
        statusOf.put("/hook", new AtomicInteger(503));
        MovableClock clock = MovableClock.at("2026-07-06T12:00:00Z");
        RunningApplication first = flow.serve(clock);
        observe(first, 1);
        await().atMost(SOON)
                .until(() -> attempts("/slack").size() == 1 && attempts("/hook").size() >= 3);
        await().atMost(SOON).until(() -> TestDatabase.rows(first.database(), "SELECT endpoint FROM waiting_message")
                .equals(List.of("webhook endpoint 1")));
        String id = attempts("/hook").get(0).header("webhook-id");
        first.close();
        received.clear();
        statusOf.clear();

        RunningApplication second = flow.serve(clock);
        observe(second, 8);

        await().atMost(SOON).until(() -> received.size() == 1);
        assertThat(at("/hook").header("webhook-id")).isEqualTo(id);
        assertThat(at("/hook").header("webhook-signature")).isEqualTo(signature(at("/hook")));
        await().atMost(SOON).until(() -> TestDatabase.rows(second.database(), "SELECT endpoint FROM waiting_message")
                .isEmpty());
        second.close();
        received.clear();

        RunningApplication third = flow.set("cotinga.data.reserve", "1KB").serve(clock);
        observe(third, 4);

        await().atMost(SOON).until(() -> received.size() == 2);
        assertThat(type(at("/hook"))).isEqualTo("alert.recovered");
        assertThat(Flow.json(at("/slack").body()).get("text").textValue())
                .startsWith("Cotinga: Recovered\n- disk-low: ");
    }

    private static List<?> digest(RunningApplication service) {
        return service.bean("alerts", Alerts.class).digest();
    }

    /** A service whose newest week is three weeks old. */
    private RunningApplication staleService() throws Exception {
        flow.publish();
        return flow.serve(MovableClock.at("2026-07-06T12:00:00Z"));
    }

    private static void observe(RunningApplication service, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            service.context().createProducerTemplate().requestBody("direct:read-database", (Object) null);
            observeWithoutDatabase(service);
        }
    }

    private static void observeWithoutDatabase(RunningApplication service) {
        service.bean("monitor", Monitor.class)
                .storageRead(service.bean("storage", Storage.class).read());
        service.context().createProducerTemplate().requestBody("direct:observe", (Object) null);
    }

    private List<Received> attempts(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    private static String type(Received webhook) {
        return Flow.json(webhook.body()).get("type").textValue();
    }

    private Received at(String path) {
        return received.stream()
                .filter(request -> request.path().equals(path))
                .reduce((one, other) -> {
                    throw new AssertionError("received twice: " + path);
                })
                .orElseThrow();
    }

    private String address(String path) {
        return "http://localhost:" + receiver.getAddress().getPort() + path;
    }

    private static String signature(Received webhook) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = webhook.header("webhook-id") + "." + webhook.header("webhook-timestamp") + "." + webhook.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends the bytes of a header one after the other, and never ends. */
    private static final class DrippingServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final AtomicInteger closed = new AtomicInteger();

        private DrippingServer() throws IOException {
            Thread thread = new Thread(this::serve, "dripping");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    while (!server.isClosed()) {
                        client.getOutputStream().write('x');
                        client.getOutputStream().flush();
                        Thread.sleep(20);
                    }
                } catch (IOException closedByClient) {
                    closed.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private int port() {
            return server.getLocalPort();
        }

        /** How many connections the client has closed. */
        private int closed() {
            return closed.get();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
