package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.base.LogContext;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line of a request or run names it. */
class LogContextTest {
    private static final String KEY = "the operator's key";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive WEEK = Archive.weekly(TFF_FO);

    @AutoClose
    private Flow flow;

    @AutoClose
    private final LoggedEvents events = new LoggedEvents();

    @BeforeEach
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.log.requests", "true")
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(YEAR, CftcFiles.week(TFF_FO, "099741", "2026-06-02", 300))
                .release(WEEK, CftcFiles.week(TFF_FO, "099741", "2026-06-09", 400));
        flow.releasePrices("099741", "6E=F", Map.of("2026-06-12", 1.1));
    }

    @Test
    void everyLineOfARunNamesTheRunItsRequestAndTheRoute() {
        flow.upstream.fail(YEAR.path(), StandInUpstream.Fault.status(503));
        RunningApplication service = flow.serve();
        startRun(service, "reports", "of-reports");
        awaitEnd(service, 1);

        List<LogEvent> lines = linesOf("1");
        assertThat(lines).hasSizeGreaterThan(4).allSatisfy(line -> {
            assertThat(value(line, LogContext.REQUEST)).isEqualTo("of-reports");
            assertThat(value(line, LogContext.ROUTE)).isNotNull();
        });
        assertThat(lines)
                .extracting(line -> line.getMessage().getFormattedMessage())
                .anyMatch(message -> message.startsWith("Report run 1 begins"))
                .anyMatch(message -> message.contains("attempt 1 failed, retrying"))
                .anyMatch(message -> message.startsWith("reports: success"));
        assertThat(lines)
                .filteredOn(line -> line.getMessage().getFormattedMessage().startsWith("tff/fo "))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.getMessage().getFormattedMessage())
                        .startsWith(value(line, LogContext.ARCHIVE)));
        assertThat(lines)
                .filteredOn(line -> line.getMessage().getFormattedMessage().startsWith("reports: "))
                .allSatisfy(line -> assertThat(value(line, LogContext.ARCHIVE)).isNull());
    }

    @Test
    void linesAboutASymbolNameItAndThoseAfterwardsDoNot() {
        RunningApplication service = flow.servePublished();
        flow.upstream.release(
                ChartFiles.path("6E=F"), ChartFiles.chart("6E=F", Map.of("2026-06-11", 1.0, "2026-06-12", 0.0001)));
        startRun(service, "prices", "of-prices");
        awaitEnd(service, 2);

        List<LogEvent> lines = linesOf("2");
        assertThat(lines)
                .allSatisfy(line -> assertThat(value(line, LogContext.REQUEST)).isEqualTo("of-prices"));
        assertThat(lines)
                .filteredOn(line -> value(line, LogContext.ROUTE).equals("fetch-symbol"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(value(line, LogContext.SYMBOL)).isEqualTo("6E=F"));
        assertThat(lines)
                .filteredOn(line -> line.getMessage().getFormattedMessage().startsWith("prices: success"))
                .singleElement()
                .satisfies(line -> assertThat(value(line, LogContext.SYMBOL)).isNull());
    }

    @Test
    void aFailedRequestIsNamedInItsLineAndInThatOfTheAccessLog() throws SQLException {
        RunningApplication service = flow.servePublished();
        service.database().unwrap(HikariDataSource.class).close();

        service.get("/status", "X-Request-Id", "failing");

        assertThat(events.of("cotinga.api.Problems")).singleElement().satisfies(line -> {
            assertThat(value(line, LogContext.REQUEST)).isEqualTo("failing");
            assertThat(value(line, LogContext.ROUTE)).isEqualTo("serve-status");
        });
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events.of("cotinga.access"))
                .last()
                .satisfies(line -> assertThat(value(line, LogContext.REQUEST)).isEqualTo("failing")));
    }

    @Test
    void aThreadHasItsEarlierValuesAfterARun() {
        try (RunningApplication once = flow.start()) {
            ThreadContext.put(LogContext.RUN, "earlier");
            ThreadContext.put("trace", "other");
            once.refreshReports();

            assertThat(ThreadContext.getImmutableContext())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(LogContext.RUN, "earlier", "trace", "other"));
        } finally {
            ThreadContext.clearMap();
        }
    }

    private static void startRun(RunningApplication service, String kind, String requestId) {
        assertThat(service.ask(
                                "POST",
                                "/api/v1/admin/runs",
                                "{\"kind\": \"" + kind + "\"}",
                                "X-API-Key",
                                KEY,
                                "X-Request-Id",
                                requestId,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(202);
    }

    private static void awaitEnd(RunningApplication service, int run) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.ask("GET", "/api/v1/admin/runs/" + run, "", "X-API-Key", KEY)
                        .body()
                        .contains("\"status\":\"success\""));
    }

    /** The lines that name a run; and every line of the packages that only runs use does. */
    private List<LogEvent> linesOf(String run) {
        assertThat(events.of("cotinga.run"))
                .allSatisfy(line -> assertThat(value(line, LogContext.RUN)).isNotNull());
        return events.of("cotinga").stream()
                .filter(line -> run.equals(value(line, LogContext.RUN)))
                .toList();
    }

    private static String value(LogEvent line, String key) {
        return line.getContextData().getValue(key);
    }
}
