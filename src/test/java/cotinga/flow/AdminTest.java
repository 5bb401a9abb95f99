package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin endpoints, over real HTTP. */
class AdminTest {
    private static final String RUNS = "/api/v1/admin/runs";
    private static final String KEY = "the operator's key";
    private static final String WHEAT = "001602";
    private static final Archive YEAR = Archive.yearly(LEGACY_FO, 2026);
    private static final Archive WEEK = Archive.weekly(LEGACY_FO);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeEach
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(YEAR, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300))
                .release(WEEK, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400));
        service = flow.serve();
    }

    @Test
    void startsARunAndReportsItsProgress() throws Exception {
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
        HttpResponse<String> started = startRun("{\"kind\": \"reports\"}");

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.headers().firstValue("Location")).contains(RUNS + "/1");
        assertThat(started.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode run = Flow.json(started.body());
        assertThat(run.get("id").intValue()).isEqualTo(1);
        assertThat(run.get("kind").textValue()).isEqualTo("reports");
        assertThat(run.get("cause").textValue()).isEqualTo("manual");
        assertThat(run.get("status").textValue()).isEqualTo("running");
        assertThat(run.get("finished_at").isNull()).isTrue();

        assertThat(hold.awaitRequest()).isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> run(1).at("/progress/done").intValue() == 1);
        JsonNode underWay = run(1);
        assertThat(underWay.get("progress")).isEqualTo(Flow.json("{\"done\": 1, \"planned\": 2, \"percent\": 50}"));
        assertThat(underWay.get("eta_sec").isNumber()).isTrue();
        assertThat(underWay.get("steps"))
                .extracting(step -> step.get("status").textValue())
                .as("two archives, and the publication")
                .containsExactlyInAnyOrder("done", "started", "planned");
        HttpResponse<String> second = startRun("{\"kind\": \"reports\", \"force\": true}");
        assertProblem(second, 409);
        assertThat(Flow.json(second.body()).get("detail").textValue())
                .isEqualTo("A run of reports is active since 2026-06-15T12:00:00Z; retry after its end");

        hold.release();
        JsonNode ended = awaitEnd(1);
        assertThat(ended.get("status").textValue()).isEqualTo("success");
        assertThat(ended.get("progress")).isEqualTo(Flow.json("{\"done\": 3, \"planned\": 3, \"percent\": 100}"));
        assertThat(ended.get("eta_sec").isNull()).isTrue();
        assertThat(ended.at("/counts/weeks_read").intValue()).isEqualTo(2);
        assertThat(ended.at("/steps/0/message").textValue()).startsWith("1 week read");
        assertThat(Flow.openInterest(service, LEGACY_FO, WHEAT)).hasSize(2);
    }

    @Test
    void parsesAndPublishesEverythingAgainInAForcedRun() {
        service.refreshReports();
        service.refreshReports();
        assertThat(dataVersion()).isEqualTo(1);
        flow.upstream.forgetRequests();

        startRun("{\"kind\": \"reports\", \"force\": true}");
        JsonNode run = awaitEnd(3);

        assertThat(run.get("status").textValue()).isEqualTo("success");
        assertThat(flow.upstream.requests()).allMatch(request -> request.status() == 200 && !request.conditional());
        assertThat(run.at("/counts/weeks_read").intValue()).isEqualTo(2);
        assertThat(run.at("/counts/weeks_written").intValue()).isZero();
        assertThat(dataVersion()).isEqualTo(2);
        assertThat(Flow.openInterest(service, LEGACY_FO, WHEAT)).hasSize(2);

        service.refreshReports();
        assertThat(dataVersion()).isEqualTo(2);
    }

    @Test
    void listsTheNewestRunFirst() {
        service.refreshReports();
        service.refreshReports();
        service.refreshReports();

        JsonNode page = ok(RUNS + "?limit=2&offset=1");
        assertThat(page.get("total").intValue()).isEqualTo(3);
        assertThat(page.get("limit").intValue()).isEqualTo(2);
        assertThat(page.get("offset").intValue()).isEqualTo(1);
        assertThat(page.get("items"))
                .extracting(run -> run.get("id").intValue())
                .containsExactly(2, 1);
        assertThat(page.at("/items/0").has("steps")).isFalse();
        assertThat(ok(RUNS).get("limit").intValue()).isEqualTo(100);
        assertProblem(ask("GET", RUNS + "?limit=0", ""), 400);
        assertProblem(ask("GET", RUNS + "?kind=reports", ""), 400);
        HttpResponse<String> unknown = ask("GET", RUNS + "/9", "");
        assertProblem(unknown, 404);
        assertThat(Flow.json(unknown.body()).get("detail").textValue())
                .isEqualTo("No run has the id 9. Runs: /api/v1/admin/runs");
        assertProblem(ask("GET", RUNS + "/x", ""), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|400|Parameter 'body' is '', expected a JSON object",
                "[]|400|Parameter 'body' is '[]', expected a JSON object",
                "null|400|Parameter 'body' is 'null', expected a JSON object",
                "{\"kind\"|400|Parameter 'body' is '{\"kind\"', expected a JSON object",
                "{\"kind\": \"reports\"} x|400|Parameter 'body' is '{\"kind\": \"reports\"} x', expected a JSON object",
                "{\"kind\": \"reports\", \"kind\": \"prices\"}|400|Parameter 'body' is ",
                "{}|400|Parameter 'body.kind' is missing, expected one of reports, prices",
                "{\"kind\": \"all\"}|400|Parameter 'body.kind' is 'all', expected one of reports, prices",
                "{\"kind\": 1}|400|Parameter 'body.kind' is '1', expected one of reports, prices",
                "{\"kind\": \"reports\", \"force\": \"yes\"}|400|Parameter 'body.force' is 'yes', expected true or false",
                "{\"kind\": \"reports\", \"years\": 3}|400|Parameter 'body.years' is '3', expected only the fields kind, force",
                "{\"kind\": \"prices\"}|409|Prices are switched off; set cotinga.prices.enabled to true",
            })
    void aWrongBodyIsToldWithFieldFoundAndAllowed(String body, int status, String detail) {
        HttpResponse<String> answer = startRun(body);

        assertProblem(answer, status);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
        assertThat(ok(RUNS).get("total").intValue()).isZero();
    }

    @Test
    void rejectsBodiesOfOtherTypesAndSizes() {
        assertProblem(service.ask("POST", RUNS, "kind=reports", "X-API-Key", KEY, "Content-Type", "text/plain"), 415);
        assertProblem(startRun("{\"kind\": \"" + "x".repeat(70_000) + "\"}"), 413);
    }

    @Test
    void listsTheScheduledJobs() {
        JsonNode scheduler = ok("/api/v1/admin/scheduler_status");

        assertThat(scheduler.get("running").booleanValue()).isTrue();
        assertThat(scheduler.at("/jobs/0").properties())
                .extracting(Map.Entry::getKey)
                .contains("id", "name", "cron", "zone", "previous_run", "next_run");
    }

    @Test
    void returnsTheStatisticsOfCachesAndConnections() {
        service.refreshReports();
        service.get("/markets/legacy/fo/" + WHEAT);
        service.get("/markets/legacy/fo/" + WHEAT);

        JsonNode statistics = ok("/api/v1/admin/cache_stats");
        JsonNode market = statistics.at("/caches/market");
        assertThat(market.get("entries").intValue()).isEqualTo(1);
        assertThat(market.get("hits").intValue()).isEqualTo(1);
        assertThat(market.get("misses").intValue()).isEqualTo(1);
        assertThat(market.get("hit_rate").doubleValue()).isEqualTo(0.5);
        assertThat(market.get("evictions").intValue()).isZero();
        assertThat(market.get("weight").intValue()).isPositive();
        assertThat(statistics.at("/caches/dashboard/hit_rate").isNull()).isTrue();
        assertThat(statistics.get("connection_pool").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("active", "idle", "waiting", "total");
    }

    @Test
    void invalidatesTheResponsesThatMatchAPattern() {
        service.refreshReports();
        service.get("/markets/legacy/fo");
        service.get("/markets/legacy/fo/" + WHEAT);
        service.get("/dashboard/" + WHEAT);
        service.get("/screener/legacy/fo?sort_by=code&limit=7");

        assertThat(invalidated("?pattern=disagg/*").get("invalidated").intValue())
                .isZero();
        JsonNode one = invalidated("?pattern=legacy/fo/00160%3F");
        assertThat(one.get("invalidated").intValue()).isEqualTo(2);
        assertThat(one.at("/caches/market").intValue()).isEqualTo(1);
        assertThat(one.at("/caches/dashboard").intValue()).isEqualTo(1);
        assertThat(invalidated("?pattern=*sort_by=code*").at("/caches/screener").intValue())
                .isEqualTo(1);
        assertThat(invalidated("").at("/caches/markets").intValue()).isEqualTo(1);
        assertThat(invalidated("").get("invalidated").intValue()).isZero();
        assertProblem(ask("POST", "/api/v1/admin/cache/invalidate?pattern=", ""), 400);
        assertProblem(ask("POST", "/api/v1/admin/cache/invalidate?key=x", ""), 400);
    }

    private JsonNode invalidated(String query) {
        HttpResponse<String> answer = ask("POST", "/api/v1/admin/cache/invalidate" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }

    @Test
    @Timeout(60)
    void streamsTheProgressOfARunUntilItEnds() throws Exception {
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
        startRun("{\"kind\": \"reports\"}");
        assertThat(hold.awaitRequest()).isTrue();

        HttpResponse<Stream<String>> events = service.listen(RUNS + "/1/events", "X-API-Key", KEY);
        Iterator<String> lines = events.body().iterator();

        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(events.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode run = event(lines, "1", "progress");
        assertThat(run.get("status").textValue()).isEqualTo("running");
        assertThat(run.get("finished_at").isNull()).isTrue();
        hold.release();
        String id = lines.next();
        while (!id.equals("id: end")) {
            assertThat(lines.next()).isEqualTo("event: progress");
            lines.next();
            assertThat(lines.next()).isEmpty();
            id = lines.next();
        }
        assertThat(lines.next()).isEqualTo("event: end");
        JsonNode end = Flow.json(lines.next().substring("data: ".length()));
        assertThat(end.get("status").textValue()).isEqualTo("success");
        assertThat(end.at("/counts/weeks_written").intValue()).isEqualTo(2);
        assertThat(lines.next()).isEmpty();
        assertThat(lines.hasNext()).as("the response ends with the run").isFalse();

        Iterator<String> late =
                service.listen(RUNS + "/1/events", "X-API-Key", KEY).body().iterator();
        assertThat(event(late, "end", "end").get("status").textValue()).isEqualTo("success");
        assertThat(late.hasNext()).isFalse();
        HttpResponse<String> again =
                service.ask("GET", RUNS + "/1/events", "", "X-API-Key", KEY, "Last-Event-ID", "end");
        assertThat(again.statusCode()).as("an EventSource does not reconnect").isEqualTo(204);
        HttpResponse<String> head = service.ask("HEAD", RUNS + "/1/events", "", "X-API-Key", KEY);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertProblem(service.ask("GET", RUNS + "/999/events", "", "X-API-Key", KEY), 404);
        HttpResponse<String> posted = service.ask("POST", RUNS + "/1/events", "{}", "X-API-Key", KEY);
        assertProblem(posted, 405);
        assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    private static JsonNode event(Iterator<String> lines, String id, String name) {
        assertThat(lines.next()).isEqualTo("id: " + id);
        assertThat(lines.next()).isEqualTo("event: " + name);
        String data = lines.next();
        assertThat(data).startsWith("data: ");
        assertThat(lines.next()).isEmpty();
        return Flow.json(data.substring("data: ".length()));
    }

    private HttpResponse<String> startRun(String body) {
        return service.ask("POST", RUNS, body, "X-API-Key", KEY, "Content-Type", "application/json");
    }

    private JsonNode awaitEnd(int id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !run(id).get("status").textValue().equals("running"));
        return run(id);
    }

    private JsonNode run(int id) {
        return ok(RUNS + "/" + id);
    }

    private int dataVersion() {
        return Flow.json(service.get("/status").body()).get("data_version").intValue();
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = ask("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }

    private HttpResponse<String> ask(String method, String path, String body) {
        return service.ask(method, path, body, "X-API-Key", KEY);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Flow.json(answer.body()).get("request_id").textValue())
                .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow());
    }
}
