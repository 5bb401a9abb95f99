package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stream of events for readers. */
@Timeout(90)
class EventsTest {
    private static final String EVENTS = "/api/v1/cot/events";
    private static final String EURO = "099741";
    private static final String KEY = "a key for readers";

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-05-26", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 400));
    }

    @Test
    void sendsTheCurrentPublicationThenEachNewOne() {
        RunningApplication service = flow.servePublished();
        HttpResponse<Stream<String>> events = service.listen(EVENTS, "Accept-Encoding", "gzip");
        Iterator<String> lines = events.body().iterator();

        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events.headers().firstValue("Content-Encoding"))
                .as("compression would hold events back")
                .isEmpty();
        JsonNode first = event(lines, "1.0", "publication");
        assertThat(first.get("data_version").intValue()).isEqualTo(1);
        assertThat(first.get("data"))
                .isEqualTo(Flow.json(service.get("/status").body()).get("data"));
        publish(service, "2026-06-09");

        JsonNode second = event(lines, "2.0", "publication");
        assertThat(second.at("/data/variants/tff_fo/last_date").textValue()).isEqualTo("2026-06-09");
        assertThat(second.at("/data/overall/total_records").intValue()).isEqualTo(3);
    }

    @Test
    void sendsTheFirstPublicationToThoseWhoListenBeforeIt() {
        RunningApplication service = flow.serve();
        Iterator<String> lines = service.listen(EVENTS).body().iterator();

        service.refreshReports();

        event(lines, "1.0", "publication");
    }

    @Test
    void continuesAfterTheLastEventOfTheClient() {
        RunningApplication service = flow.servePublished();
        Iterator<String> lines =
                service.listen(EVENTS, "Last-Event-ID", "1.0").body().iterator();
        publish(service, "2026-06-09");

        event(lines, "2.0", "publication");
        event(service.listen(EVENTS, "Last-Event-ID", "1.0").body().iterator(), "2.0", "publication");
        event(
                service.listen(EVENTS, "Last-Event-ID", "of another server")
                        .body()
                        .iterator(),
                "2.0",
                "publication");
        event(service.listen(EVENTS, "Last-Event-ID", "9.9").body().iterator(), "2.0", "publication");
    }

    @Test
    void limitsTheNumberOfListeners() throws IOException {
        flow.set("cotinga.api.events.max-listeners", "1");
        RunningApplication service = flow.servePublished();
        try (Wire only = new Wire(service.port())) {
            only.send("GET " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().until(() -> listeners(service) == 1);

            HttpResponse<String> rejected = service.ask("GET", EVENTS, "");
            assertThat(rejected.statusCode()).isEqualTo(503);
            assertThat(rejected.headers().firstValue("Retry-After")).contains("60");
            assertThat(Flow.json(rejected.body()).get("detail").textValue())
                    .isEqualTo("Found 1 listener, the maximum; retry in 60 s.");
            assertThat(service.ask("HEAD", EVENTS, "").statusCode()).isEqualTo(200);
            assertThat(listeners(service)).isEqualTo(1);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> listeners(service) == 0);
        event(service.listen(EVENTS).body().iterator(), "1.0", "publication");
    }

    @Test
    void requiresAKeyAndCountsTheRequestLikeAnyRead() {
        flow.set("cotinga.api.reads-need-key", "true")
                .set("cotinga.api.rate-limit.reads", "2")
                .set("cotinga.api.keys", "desk:read:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)));
        RunningApplication service = flow.servePublished();

        assertThat(service.ask("GET", EVENTS, "").statusCode()).isEqualTo(401);
        event(service.listen(EVENTS, "X-API-Key", KEY).body().iterator(), "1.0", "publication");
        event(service.listen(EVENTS, "X-API-Key", KEY).body().iterator(), "1.0", "publication");
        assertThat(service.ask("GET", EVENTS, "", "X-API-Key", KEY).statusCode())
                .isEqualTo(429);
    }

    @Test
    void endsTheResponsesWhenTheServiceStops() {
        flow.set("cotinga.stop.drain", "5s");
        RunningApplication service = flow.servePublished();
        Iterator<String> lines = service.listen(EVENTS).body().iterator();
        event(lines, "1.0", "publication");

        service.close();

        assertThat(lines.hasNext()).as("the response is complete").isFalse();
    }

    private static double listeners(RunningApplication service) {
        return Metrics.scrape(service, false).getOrDefault("cotinga_http_listeners", -1.0);
    }

    private void publish(RunningApplication service, String reportDate) {
        flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, reportDate, 500));
        assertThat(service.refreshReports().published()).isTrue();
    }

    private static JsonNode event(Iterator<String> lines, String id, String name) {
        assertThat(lines.next()).isEqualTo("id: " + id);
        assertThat(lines.next()).isEqualTo("event: " + name);
        String data = lines.next();
        assertThat(data).startsWith("data: ");
        assertThat(lines.next()).isEmpty();
        return Flow.json(data.substring("data: ".length()));
    }
}
