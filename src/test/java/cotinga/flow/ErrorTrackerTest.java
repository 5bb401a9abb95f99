package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors that an error tracker receives over HTTP. */
class ErrorTrackerTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String KEY = "public-key-5f1d";
    private static final String PROXY = "secret-of-proxy-41d7";
    private static final String DATABASE = "secret-of-database-93e2";
    private static final String HOOK = "https://hooks.example/services/secret-hook-77a1";

    private final List<Envelope> received = new CopyOnWriteArrayList<>();
    private HttpServer tracker;
    private Flow flow;
    private Path directory;
    private volatile int status = 200;

    /** A request to the tracker, as it arrived. */
    private record Envelope(String path, String auth, String text) {
        private JsonNode event() {
            return Flow.json(text.split("\n", -1)[2]);
        }

        private String itemType() {
            return Flow.json(text.split("\n", -1)[1]).get("type").textValue();
        }
    }

    @BeforeEach
    void receive(@TempDir Path folder) throws IOException {
        directory = folder;
        tracker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tracker.createContext("/", exchange -> {
            try (exchange) {
                String text = new String(
                        new GZIPInputStream(exchange.getRequestBody()).readAllBytes(), StandardCharsets.UTF_8);
                received.add(new Envelope(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("X-Sentry-Auth"),
                        text));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        tracker.start();
        flow = new Flow(folder)
                .years(2026, 2026)
                .set("cotinga.errors.dsn", dsn(tracker.getAddress().getPort()))
                .set("cotinga.errors.environment", "rehearsal")
                .set("cotinga.http.proxy", "http://user:" + PROXY + "@localhost:1")
                .set("cotinga.database.password", DATABASE)
                .set("cotinga.data.directory", folder.resolve("own").toString())
                .set("cotinga.alerts.endpoints", "slack:" + HOOK)
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, "099741", "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 400));
    }

    @AfterEach
    void close() {
        flow.close();
        tracker.stop(0);
    }

    @Test
    void receivesTheExceptionOfARouteWithItsRunAndWithoutSecrets() throws Exception {
        Errors errors = new Errors(directory, "load-reports");
        RunningApplication service = flow.serve();
        errors.begin(
                service,
                kind -> new LinkageError("cannot use " + directory.resolve("own/archives/x.zip") + " with " + DATABASE
                        + ", " + PROXY + ", " + HOOK + ", X-API-Key: 8d1f22 and http://a:b@192.168.7.12/?token=c3p0"));
        try {
            service.refreshReports();
        } finally {
            errors.end();
        }

        await().atMost(SOON).until(() -> !received.isEmpty());
        Envelope envelope = received.get(0);
        assertThat(envelope.path()).isEqualTo("/api/7/envelope/");
        assertThat(envelope.auth()).contains("sentry_key=" + KEY);
        assertThat(envelope.itemType()).isEqualTo("event");
        JsonNode event = envelope.event();
        JsonNode exception = event.at("/exception/values/0");
        assertThat(exception.get("type").textValue()).isEqualTo("LinkageError");
        assertThat(exception.get("module").textValue()).isEqualTo("java.lang");
        assertThat(exception.get("value").textValue())
                .isEqualTo("cannot use [cotinga.data.directory]/archives/x.zip with ***, ***, ***, X-API-Key: *** and"
                        + " http://***@***/?***");
        assertThat(exception.at("/stacktrace/frames").size()).isPositive();
        assertThat(event.at("/message/formatted").textValue()).startsWith("Report run 1 ");
        assertThat(event.get("level").textValue()).isEqualTo("error");
        assertThat(event.get("logger").textValue()).startsWith("cotinga.");
        assertThat(event.get("release").textValue()).startsWith("cotinga@");
        assertThat(event.get("environment").textValue()).isEqualTo("rehearsal");
        assertThat(event.at("/tags/run.id").textValue()).isEqualTo("1");
        assertThat(event.at("/tags/route.id").textValue()).isNotBlank();
        assertThat(event.fieldNames())
                .toIterable()
                .doesNotContain("server_name", "request", "modules", "breadcrumbs", "extra", "debug_meta", "threads");
        assertThat(event.path("user")).isEmpty();
        assertThat(envelope.text())
                .doesNotContain(PROXY, DATABASE, HOOK, "8d1f22", "c3p0", "192.168", directory.toString())
                .doesNotContain(InetAddress.getLocalHost().getHostName());
    }

    @Test
    void receivesTheErrorOfARequestWithItsId() {
        RunningApplication service = flow.servePublished();
        Flow.execute(service, "ALTER TABLE revision RENAME TO elsewhere");

        int response = service.ask("GET", "/api/v1/cot/revisions", "", "X-Request-ID", "request-42")
                .statusCode();

        assertThat(response).isEqualTo(500);
        await().atMost(SOON).until(() -> !received.isEmpty());
        JsonNode event = received.get(0).event();
        assertThat(event.at("/tags/request.id").textValue()).isEqualTo("request-42");
        assertThat(event.at("/message/formatted").textValue())
                .startsWith("Request request-42 of /api/v1/cot/revisions");
    }

    @Test
    void receivesWhatEndsAThreadAndNothingAfterTheEnd() throws Exception {
        RunningApplication service = flow.serve();
        end("first");
        service.close();

        assertThat(received).as("sent before the end").singleElement().satisfies(envelope -> assertThat(
                        envelope.event().at("/exception/values/0/value").textValue())
                .isEqualTo("the first"));
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        assertThat(handler).as("the handler of before").isNull();
    }

    @Test
    void isReportedOnceWhileItRejectsErrors() throws Exception {
        LogWatch log = new LogWatch(Level.WARN);
        log.begin();
        try {
            status = 403;
            RunningApplication service = flow.serve();
            end("first");
            await().atMost(SOON).until(() -> received.size() == 1);
            end("second");
            await().atMost(SOON).until(() -> received.size() == 2);
            service.close();
        } finally {
            log.end();
        }

        assertThat(log.errors())
                .filteredOn(line -> line.contains("Errors are not reported"))
                .singleElement()
                .asString()
                .contains("the tracker at localhost cannot be reached or rejects them; check cotinga.errors.dsn")
                .doesNotContain(KEY);
    }

    @Test
    void harmsNothingWhileItIsUnreachable() {
        flow.set("cotinga.errors.dsn", dsn(Integer.parseInt(RunningApplication.freePort())));
        RunningApplication service = flow.servePublished();
        Flow.execute(service, "ALTER TABLE revision RENAME TO elsewhere");

        assertThat(service.get("/revisions").statusCode()).isEqualTo(500);
        assertThat(service.get("/status").statusCode()).isEqualTo(200);
    }

    private static String dsn(int port) {
        return "http://" + KEY + "@localhost:" + port + "/7";
    }

    /** Ends a thread by an exception. */
    private static void end(String which) throws InterruptedException {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("the " + which);
        });
        thread.start();
        thread.join();
    }
}
