package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several instances on one PostgreSQL database, in this process. */
@OnlyOnPostgres
class SeveralInstancesTest {
    private static final String DOW_JONES = "124603";
    private static final Archive CURRENT_YEAR = Archive.yearly(TFF_FO, 2026);
    private static final String KEY = "a-key-of-an-operator-of-thirty-two-characters";
    private static final String RUNS = "/api/v1/admin/runs";
    private static final Duration SOON = Duration.ofSeconds(40);

    private final LogWatch log = new LogWatch(org.apache.logging.log4j.Level.INFO);
    private Flow flow;

    @BeforeEach
    void open(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(CURRENT_YEAR, CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400));
        log.begin();
    }

    @AfterEach
    void close() {
        flow.close();
        log.end();
    }

    private RunningApplication instance(String role, String name) {
        return flow.set("cotinga.role", role)
                .set("cotinga.instance", name)
                .set(
                        "cotinga.data.directory",
                        flow.directory().resolve("data-of-" + name).toString())
                .set(
                        "cotinga.export.directory",
                        flow.directory().resolve("export-of-" + name).toString())
                .serve();
    }

    /** The first instance, which creates the database that the others use. */
    private RunningApplication firstInstance() {
        flow.set("cotinga.instance", "first");
        RunningApplication first = flow.serve();
        flow.set("cotinga.database.url", TestDatabase.url(flow.directory().resolve("data")));
        return first;
    }

    private static JsonNode status(RunningApplication instance) {
        return Flow.json(instance.get("/status").body());
    }

    private static boolean leads(RunningApplication instance) {
        return status(instance).at("/instance/leading").booleanValue();
    }

    private static HttpResponse<String> startRun(RunningApplication instance) {
        return startRun(instance, "reports");
    }

    private static HttpResponse<String> startRun(RunningApplication instance, String kind) {
        return instance.ask(
                "POST", RUNS, "{\"kind\":\"" + kind + "\"}", "X-API-Key", KEY, "Content-Type", "application/json");
    }

    private static JsonNode admin(RunningApplication instance, String path) {
        HttpResponse<String> answer = instance.ask("GET", path, "", "X-API-Key", KEY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Flow.json(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Flow.json(answer.body()).path("detail").textValue()).isEqualTo(detail);
    }

    @Test
    void allInstancesServeWhatTheLeaderPublishes() {
        RunningApplication leader = firstInstance();
        RunningApplication standby = instance("all", "second");
        RunningApplication reader = instance("reader", "third");

        leader.refreshReports();

        for (RunningApplication other : new RunningApplication[] {standby, reader}) {
            Flow.awaitVersion(other, 1);
            for (String path :
                    new String[] {"/markets/tff/fo", "/markets/tff/fo/" + DOW_JONES, "/overview", "/screener/tff/fo"}) {
                HttpResponse<String> answer = other.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(leader.get(path).body());
                assertThat(answer.headers().firstValue("ETag"))
                        .isEqualTo(leader.get(path).headers().firstValue("ETag"));
            }
            assertThat(leads(other)).isFalse();
            assertThat(status(other).at("/instance/leader/name").textValue()).startsWith("cotinga-first-");
            assertThat(other.manage("/observe/health").body()).contains("cotinga-first-", " leads.");
            assertThat(other.manage("/observe/metrics").body()).contains("cotinga_leader 0.0");
        }
        assertThat(leads(leader)).isTrue();
        assertThat(leader.manage("/observe/metrics").body()).contains("cotinga_leader 1.0");
        assertThat(leader.context().getRouteController().getRouteStatus("poll-reports"))
                .isEqualTo(ServiceStatus.Started);
        assertThat(standby.context().getRouteController().getRouteStatus("poll-reports"))
                .isEqualTo(ServiceStatus.Stopped);
        assertThat(flow.directory().resolve("data-of-third"))
                .as("a reader needs no disk")
                .doesNotExist();
    }

    @Test
    void eachInstanceThatMayLeadExportsWhatIsPublished() throws IOException {
        RunningApplication leader = firstInstance();
        instance("writer", "second");
        instance("reader", "third");
        leader.refreshReports();

        Path mine = flow.directory().resolve("export");
        Path others = flow.directory().resolve("export-of-second");
        await().atMost(SOON).until(() -> Files.exists(others.resolve("manifest.json")));
        assertThat(others).isDirectoryContaining("glob:**market_" + DOW_JONES + "_tff_fo.json");
        try (Stream<Path> files = Files.list(mine)) {
            assertThat(files).allSatisfy(file -> assertThat(others.resolve(file.getFileName()))
                    .hasSameBinaryContentAs(file));
        }
        assertThat(flow.directory().resolve("export-of-third")).doesNotExist();
    }

    @Test
    void anInstanceThatStandsByTakesOver() {
        RunningApplication leader = firstInstance();
        RunningApplication standby = instance("all", "second");
        leader.refreshReports();
        assertThatThrownBy(standby::refreshReports).hasMessageContaining("does not lead; cotinga-first-");

        leader.close();

        await().atMost(SOON).until(() -> leads(standby));
        flow.release(
                CURRENT_YEAR,
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400),
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-09", 444));
        assertThat(startRun(standby).statusCode()).isEqualTo(202);
        Flow.awaitVersion(standby, 2);
        assertThat(status(standby).at("/instance/leader/number").longValue()).isEqualTo(2);
    }

    @Test
    @Timeout(120)
    void aRunThatIsRequestedAtAReaderStartsOnTheLeader() throws Exception {
        RunningApplication leader = firstInstance();
        RunningApplication standby = instance("writer", "second");
        RunningApplication reader = instance("reader", "third");
        StandInUpstream.Hold held = flow.upstream.hold(CURRENT_YEAR.path());

        HttpResponse<String> started = startRun(reader);

        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(started.headers().firstValue("Location")).contains(RUNS + "/1");
        JsonNode run = Flow.json(started.body());
        assertThat(run.path("id").longValue()).isEqualTo(1);
        assertThat(run.path("cause").textValue()).isEqualTo("manual");
        assertThat(run.path("status").textValue()).isEqualTo("running");
        assertThat(held.awaitRequest()).isTrue();
        assertThat(Flow.reportRuns(leader).isUnderWay()).isTrue();
        assertThat(log.errors())
                .anyMatch(line -> line.matches(".*: The instance cotinga-third-\\w{6} requests a run of reports"));
        for (RunningApplication each : new RunningApplication[] {reader, standby, leader}) {
            assertProblem(
                    startRun(each), 409, "A run of reports is active since 2026-06-15T12:00:00Z; retry after its end");
            assertProblem(
                    startRun(each, "prices"),
                    409,
                    "Prices are switched off; set cotinga.prices.enabled to true and restart the service");
            assertThat(admin(each, RUNS).at("/items/0/status").textValue()).isEqualTo("running");
            assertThat(admin(each, RUNS + "/1").at("/steps/0/name").textValue()).isEqualTo("tff/fo current week");
        }
        Iterator<String> events =
                reader.listen(RUNS + "/1/events", "X-API-Key", KEY).body().iterator();
        assertThat(events.next()).isEqualTo("id: 1");
        assertThat(events.next()).isEqualTo("event: progress");
        held.release();

        String last = "";
        while (events.hasNext()) {
            String line = events.next();
            last = line.isEmpty() ? last : line;
        }
        assertThat(last).startsWith("data: ").contains("\"status\":\"partial\"");
        Flow.awaitVersion(reader, 1);
        assertThat(admin(reader, RUNS).path("total").longValue()).isEqualTo(1);
    }

    @Test
    void aRunThatNobodyBeginsIsNotBegunLater() {
        RunningApplication leader = firstInstance();
        RunningApplication reader = instance("reader", "second");
        leader.close();
        await().atMost(SOON).until(() -> status(reader).at("/instance/leader").isNull());

        HttpResponse<String> refused = startRun(reader);

        assertProblem(refused, 503, "No instance leads at the moment; nothing was started; retry in 5 s.");
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        RunningApplication next = instance("all", "third");
        assertThat(startRun(reader).statusCode()).isEqualTo(202);
        assertThat(leads(next)).isTrue();
        assertThat(admin(reader, RUNS).path("total").longValue()).isEqualTo(1);
    }

    @Test
    void aRunCannotBeRequestedByADatabaseThatOnlyReads() {
        firstInstance();
        String url = flow.settings().get("cotinga.database.url");
        RunningApplication reader = flow.set(
                        "cotinga.database.url", url + "?options=-c%20default_transaction_read_only=on")
                .set("cotinga.role", "reader")
                .serve();

        assertProblem(
                startRun(reader),
                503,
                "The database of this instance can only be read, as a standby; send the request to another instance;"
                        + " retry in 5 s.");
    }

    @Test
    void onlyTheInstanceThatLeadsHasASchedule() {
        RunningApplication leader = firstInstance();
        RunningApplication reader = instance("reader", "second");

        JsonNode here = admin(leader, "/api/v1/admin/scheduler_status");
        assertThat(here.path("running").booleanValue()).isTrue();
        assertThat(here.path("jobs")).isNotEmpty();
        assertThat(admin(reader, "/api/v1/admin/scheduler_status"))
                .isEqualTo(Flow.json("{\"running\": false, \"jobs\": []}"));
    }

    @Test
    void responsesAreFreshUntilTheLeaderRunsNextOnEachInstance() {
        ZonedDateTime next = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(4);
        flow.set("cotinga.cftc.schedule", "0 " + next.getMinute() + " " + next.getHour() + " * * ?")
                .set("cotinga.cftc.zone", "UTC")
                .set("cotinga.cftc.watch", "false");
        RunningApplication leader = firstInstance();
        leader.refreshReports();

        for (RunningApplication each :
                new RunningApplication[] {leader, instance("all", "second"), instance("reader", "third")}) {
            Flow.awaitVersion(each, 1);
            String control =
                    each.get("/markets").headers().firstValue("Cache-Control").orElseThrow();
            assertThat(control).matches("public, max-age=[0-9]+");
            assertThat(Integer.parseInt(control.split("=", 2)[1])).isLessThanOrEqualTo(240);
        }
    }

    @Test
    void theNextLeaderResumesTheRunOfTheOneBefore() throws Exception {
        flow.set("cotinga.run.on-start", "true");
        StandInUpstream.Hold held = flow.upstream.hold(CURRENT_YEAR.path());
        RunningApplication leader = firstInstance();
        assertThat(held.awaitRequest()).as("the run at start").isTrue();
        RunningApplication standby = instance("all", "second");

        await().atMost(SOON).until(() -> {
            Flow.execute(standby, "UPDATE lease SET expires_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
            return leads(standby);
        });
        await().atMost(SOON).until(() -> {
            JsonNode leading = status(leader).at("/instance/leading"); // missing in a 503, while its sessions are ended
            return leading.isBoolean() && !leading.booleanValue();
        });
        held.release();

        Flow.awaitVersion(leader, 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        status(standby).at("/scheduler/update/last_status").textValue())
                .as("the other archives are missing")
                .isEqualTo("partial"));
        assertThat(log.errors())
                .anyMatch(line -> line.contains("Report run 1 resumes"))
                .anyMatch(line -> line.contains("Ended") && line.contains("cotinga-first-"));
        assertThat(Flow.openInterest(leader, TFF_FO, DOW_JONES)).hasSize(1);
    }

    @Test
    void aWriterServesOnlyStatusAndAdministration() {
        RunningApplication leader = firstInstance();
        leader.refreshReports();
        RunningApplication writer = instance("writer", "second");

        assertThat(writer.get("/status").statusCode()).isEqualTo(200);
        assertThat(writer.ask("GET", "/api/v1/admin/runs", "", "X-API-Key", KEY).statusCode())
                .isEqualTo(200);
        for (String path : new String[] {"/api/v1/cot/markets/tff/fo", "/api/docs", "/", "/ui/"}) {
            HttpResponse<String> refused = writer.ask("GET", path, "");
            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.body()).contains("This instance is a writer");
        }
        assertThat(writer.manage("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aSingleRunNeedsADatabaseThatNobodyLeads() {
        firstInstance();

        assertThatThrownBy(() -> flow.start())
                .hasMessageContaining("Cotinga cannot run once: found cotinga-first-")
                .hasMessageContaining("in the same database, expected none");
    }

    @Test
    void aWatchlistCanBeChangedEverywhere() throws Exception {
        firstInstance();
        RunningApplication reader = instance("reader", "second");

        HttpResponse<String> stored = reader.ask(
                "PUT",
                "/api/v1/admin/watchlists/mine",
                "{\"entries\": [{\"markets\": \"*\", \"condition\": \"open_interest>0\"}]}",
                "X-API-Key",
                KEY,
                "Content-Type",
                "application/json");

        assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
        assertThat(Files.exists(flow.directory().resolve("data-of-second"))).isFalse();
    }
}
