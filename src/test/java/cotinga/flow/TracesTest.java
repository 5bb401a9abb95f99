package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.store.sql.TestDatabase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.SchedulerException;

/** The traces of a service, in memory. */
@TestInstance(Lifecycle.PER_CLASS)
class TracesTest {
    private static final String EURO = "099741";
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final AttributeKey<Long> RUN = AttributeKey.longKey("cotinga.run.id");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private Flow flow;
    private RunningApplication service;

    @BeforeAll
    void publish(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.0875));
        service = flow.serveTraced(exporter);
        service.refreshReports();
        exported(span -> span.getName().equals("refresh-reports"));
    }

    @AfterAll
    void close() {
        flow.close();
    }

    @BeforeEach
    void forget() {
        exporter.reset();
    }

    @Test
    void followARunOfReportsFromItsScheduleToTheCaches() throws SchedulerException {
        flow.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 500));
        trigger("poll-reports");
        SpanData root = exported(span -> span.getName().equals("poll-reports"));

        List<SpanData> trace = trace(root);
        assertThat(exporter.getFinishedSpanItems())
                .filteredOn(span -> root.getAttributes()
                        .get(RUN)
                        .equals(span.getAttributes().get(RUN)))
                .as("the spans of the run")
                .hasSizeGreaterThan(10)
                .isSubsetOf(trace);
        assertThat(trace)
                .filteredOn(span -> span.getParentSpanContext().isValid())
                .hasSize(trace.size() - 1);
        assertThat(pathOf(trace, "store the weeks of …"))
                .containsExactly(
                        "fetch-archive",
                        "fetch-archives",
                        "load-reports",
                        "run-reports",
                        "refresh-reports",
                        "poll-reports");
        assertThat(pathOf(trace, "GET"))
                .containsExactly(
                        "request-archive",
                        "download-archive",
                        "fetch-archive",
                        "fetch-archives",
                        "load-reports",
                        "run-reports",
                        "refresh-reports",
                        "poll-reports");
        assertThat(pathOf(trace, "read the weeks of …"))
                .as("in a thread of the export")
                .containsExactly(
                        "export-files", "publish", "load-reports", "run-reports", "refresh-reports", "poll-reports");
        assertThat(pathOf(trace, "publish version …"))
                .containsExactly("publish", "load-reports", "run-reports", "refresh-reports", "poll-reports");
        assertThat(pathOf(trace, "caffeine-loadcache://dashboard"))
                .as("after the exchange of the run")
                .containsExactly("empty-caches", "renew-caches", "refresh-reports", "poll-reports");
    }

    @Test
    void followARunOfPricesFromItsScheduleToTheCaches() throws SchedulerException {
        trigger("poll-prices");
        exported(span -> span.getName().equals("renew-caches"));
        SpanData root = exported(span -> span.getName().equals("poll-prices"));

        List<SpanData> trace = trace(root);
        assertThat(pathOf(trace, "GET"))
                .containsExactly(
                        "request-chart",
                        "download-chart",
                        "fetch-price",
                        "fetch-symbol",
                        "fetch-prices",
                        "run-prices",
                        "refresh-prices",
                        "poll-prices");
        assertThat(pathOf(trace, "caffeine-loadcache://dashboard"))
                .containsExactly("empty-caches", "renew-caches", "poll-prices");
        assertThat(trace)
                .filteredOn(span -> "6E=F".equals(attribute(span, "cotinga.symbol")))
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("fetch-symbol", "fetch-price", "download-chart", "request-chart");
    }

    @Test
    void followARunThatARequestStarts() {
        service.ask(
                "POST",
                "/api/v1/admin/runs",
                "{\"kind\": \"reports\", \"force\": true}",
                "X-API-Key",
                KEY,
                "Content-Type",
                "application/json");
        exported(span -> span.getName().equals("renew-caches"));
        SpanData root = exported(span -> span.getKind() == SpanKind.SERVER);

        List<SpanData> trace = trace(root);
        assertThat(pathOf(trace, "load-reports"))
                .containsExactly("run-reports", "begin-requested-run", "start-run", "POST /api/v1/admin/runs");
        assertThat(pathOf(trace, "caffeine-loadcache://dashboard"))
                .containsSubsequence("renew-caches", "POST /api/v1/admin/runs");
        assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain(KEY);
    }

    @Test
    void followARequestFromHttpToSqlInTheTraceOfItsClient() {
        service.get(
                "/markets/tff/fo/" + EURO, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        SpanData server = exported(span -> span.getKind() == SpanKind.SERVER);

        assertThat(server.getName()).isEqualTo("GET /api/v1/cot/markets/{report_type}/{subtype}/{code}");
        assertThat(server.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(server.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(server.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        List<SpanData> trace = trace(server);
        assertThat(pathOf(trace, "read the weeks of … …"))
                .containsExactly("caffeine-loadcache://market", "serve-market", server.getName());
        assertThat(named(trace, "read the weeks of … …").getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attribute(named(trace, "read the weeks of … …"), "db.system"))
                .isEqualTo(TestDatabase.isPostgres() ? "postgresql" : "h2");
    }

    @Test
    void showTheStatementOfARouteWithoutItsParameters() {
        service.ask("GET", "/api/v1/admin/runs?limit=7", "", "X-API-Key", KEY);
        SpanData server = exported(span -> span.getKind() == SpanKind.SERVER);

        List<SpanData> statements = trace(server).stream()
                .filter(span -> span.getName().equals("jdbc://dataSource"))
                .toList();
        assertThat(statements).hasSize(2);
        assertThat(attribute(statements.get(1), "db.statement"))
                .contains("FROM run")
                .contains(":?");
    }

    @Test
    void leaveOutRoutesThatOnlyObserveAndReadsThatNoRouteAnswers() {
        service.get("/groups/tff");
        exported(span -> span.getName().startsWith("GET /api/v1/cot/groups/"));
        exporter.reset();
        service.get("/groups/tff");
        service.get("/status");
        exported(span -> span.getName().equals("GET /api/v1/cot/status"));

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .doesNotContain("observe", "GET /api/v1/cot/groups/{report_type}");
    }

    @Test
    void markAFailedRequestToAnUpstream() throws SchedulerException {
        flow.upstream.fail(Archive.weekly(TFF_FO).path(), StandInUpstream.Fault.status(503));
        trigger("poll-reports");
        SpanData root = exported(span -> span.getName().equals("poll-reports"));

        assertThat(trace(root))
                .filteredOn(span -> span.getName().equals("GET"))
                .extracting(span -> span.getStatus().getStatusCode())
                .containsOnlyOnce(StatusCode.ERROR);
        assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void sendNothingToUpstreams() {
        assertThat(flow.upstream.headerNames())
                .as("of the run at the start")
                .contains("User-agent")
                .doesNotContain("Traceparent", "Tracestate", "Baggage", "Camel_trace_id");
    }

    private void trigger(String job) throws SchedulerException {
        service.context()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler()
                .triggerJob(JobKey.jobKey(job, "refresh"));
    }

    /** Waits until a span is exported. */
    private SpanData exported(Predicate<SpanData> wanted) {
        return await().atMost(LONGEST)
                .until(
                        () -> exporter.getFinishedSpanItems().stream()
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<SpanData> trace(SpanData span) {
        return exporter.getFinishedSpanItems().stream()
                .filter(other -> other.getTraceId().equals(span.getTraceId()))
                .toList();
    }

    private static SpanData named(List<SpanData> trace, String name) {
        return trace.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + trace));
    }

    /** The names of the spans around the first with this name, from the inside. */
    private static List<String> pathOf(List<SpanData> trace, String name) {
        Map<String, SpanData> byId = trace.stream().collect(Collectors.toMap(SpanData::getSpanId, span -> span));
        List<String> path = new ArrayList<>();
        SpanData parent = byId.get(named(trace, name).getParentSpanId());
        while (parent != null) {
            path.add(parent.getName());
            parent = byId.get(parent.getParentSpanId());
        }
        return path;
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
