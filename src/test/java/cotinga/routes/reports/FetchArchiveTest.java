package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.zaxxer.hikari.HikariDataSource;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.StandInUpstream;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.flow.StandInUpstream.Request;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.store.sql.Database;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@IsolatedRoutes({"fetch-archive", "download-archive", "request-archive"})
class FetchArchiveTest extends RouteTestSupport {
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2025);

    @BeforeEach
    void release() {
        upstream.release(YEAR.path(), CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, "099741", "2025-06-03", 100)));
    }

    @Test
    void storesTheWeeksOfAnArchive() {
        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.STORED);
        assertThat(outcome.message()).startsWith("1 week read, 1 new");
        assertThat(calledRoutes()).containsExactly("download-archive", "request-archive");
        assertThat(directory.resolve("data/incoming")).isEmptyDirectory();
    }

    @Test
    void requestsAStoredArchiveConditionallyAndRecords304AsUnchanged() {
        fetch(YEAR);

        assertThat(fetch(YEAR).kind()).isEqualTo(Kind.UNCHANGED);

        assertThat(upstream.requests()).extracting(Request::conditional).containsExactly(false, true);
        assertThat(upstream.statuses(YEAR.path())).containsExactly(200, 304);
    }

    @Test
    void records404AsMissingWithoutARetry() {
        upstream.withdraw(YEAR.path());

        assertThat(fetch(YEAR).kind()).isEqualTo(Kind.MISSING);

        assertThat(upstream.statuses(YEAR.path())).containsExactly(404);
    }

    @Test
    void sendsNoHeadersOfTheCaller() {
        Headers sent = new Headers();
        upstream.fail(YEAR.path(), new Fault(200, (exchange, file) -> {
            sent.putAll(exchange.getRequestHeaders());
            StandInUpstream.send(exchange, 200, file);
        }));
        ReportRun run = beginReports();

        call("fetch-archive", exchange -> {
            exchange.setVariable("run", run);
            exchange.setVariable("archive", YEAR);
            exchange.getMessage().setHeader("X-Api-Key", "secret");
        });

        assertThat(sent).containsKey("User-agent").doesNotContainKey("X-api-key");
    }

    static Stream<List<Fault>> passingTroubles() {
        return Stream.of(
                List.of(Fault.status(429), Fault.later(429, 60)),
                List.of(Fault.status(500), Fault.status(503)),
                List.of(Fault.dropped(), Fault.dropped()),
                List.of(Fault.truncated(), Fault.truncated()));
    }

    @ParameterizedTest
    @MethodSource("passingTroubles")
    void retriesWhileTheCftcIsOverloadedOrUnreachable(List<Fault> troubles) {
        upstream.fail(YEAR.path(), troubles.toArray(Fault[]::new));

        assertThat(fetch(YEAR).kind()).isEqualTo(Kind.STORED);

        assertThat(upstream.requests()).hasSize(3);
    }

    @Test
    void recordsAFailureThatRemainsAfterTheRetries() {
        upstream.fail(YEAR.path(), Fault.status(503), Fault.status(503), Fault.status(503), Fault.status(503));

        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.message()).startsWith("found status 503, expected the file.");
        assertThat(upstream.statuses(YEAR.path())).containsExactly(503, 503, 503);
    }

    @Test
    void recordsAConnectionThatIsNeverAnswered() {
        upstream.fail(YEAR.path(), Fault.dropped(), Fault.dropped(), Fault.dropped());

        assertThat(fetch(YEAR).kind()).isEqualTo(Kind.UNREACHABLE);

        assertThat(upstream.statuses(YEAR.path())).containsExactly(0, 0, 0);
    }

    @Test
    void doesNotRetryARejectedRequest() {
        upstream.fail(YEAR.path(), Fault.status(403));

        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.message()).contains("status 403").contains(upstream.url() + YEAR.path());
        assertThat(upstream.statuses(YEAR.path())).containsExactly(403);
    }

    @Test
    void rejectsAWebPageWithoutARetry() {
        upstream.fail(YEAR.path(), Fault.page("<html><title>Maintenance</title></html>"));

        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message()).contains("web page");
        assertThat(upstream.requests()).hasSize(1);
        assertThat(directory.resolve("data/rejected").resolve(YEAR.fileName())).exists();
    }

    @Test
    @WithSettings("cotinga.cftc.max-download=64KB")
    void abortsADownloadOverTheLimitWithoutARetry() {
        upstream.release(YEAR.path(), new byte[65 * 1024]);

        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.message()).contains("cotinga.cftc.max-download");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.data.reserve=1000000GB")
    void requestsNothingWhenTheDiskIsFull() {
        ArchiveOutcome outcome = fetch(YEAR);

        assertThat(outcome.kind()).isEqualTo(Kind.LOCAL_FAILURE);
        assertThat(outcome.message()).contains("cotinga.data.reserve");
        assertThat(upstream.requests()).isEmpty();
    }

    /** The connections of the store: to begin the step, to compare, to load, and to record the outcome. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anOutageOfTheDatabaseInterruptsTheRun(int failing) {
        ReportRun run = beginReports();
        AtomicInteger connections = new AtomicInteger();
        Database.failUnless(bean(HikariDataSource.class), () -> connections.incrementAndGet() != failing);

        Exchange exchange = callWith("fetch-archive", "run", run, "archive", YEAR);

        assertThat(exchange.getException()).isNull();
        assertThat(connections.get()).isGreaterThanOrEqualTo(failing);
        assertThat(run.isInterrupted()).isTrue();
        assertThat(run.isContinuing()).isFalse();
        assertThat(run.outcomes()).extracting(ArchiveOutcome::kind).containsExactly(Kind.LOCAL_FAILURE);
        assertThat(directory.resolve("data/incoming").resolve(YEAR.fileName())).doesNotExist();
        bean(ReportRuns.class).finish(run, false, List.of(), null);
        ReportRun resumed = beginReports();
        assertThat(resumed.id()).isEqualTo(run.id());
        assertThat(fetch(resumed, YEAR).kind()).isIn(Kind.STORED, Kind.UNCHANGED);
        assertThat(directory.resolve("data/archives").resolve(YEAR.fileName())).exists();
    }

    @Test
    void anOutageOfTheDatabaseFailsARunForAFileOfTheInboxWhichStaysThere() {
        ReportRun run = bean(ReportRuns.class).beginInbox(YEAR);
        AtomicInteger connections = new AtomicInteger();
        Database.failUnless(bean(HikariDataSource.class), () -> connections.incrementAndGet() != 3);

        callWith("fetch-archive", "run", run, "archive", YEAR);

        assertThat(run.isInterrupted()).isFalse();
        assertThat(outcome(run).kind()).isEqualTo(Kind.LOCAL_FAILURE);
    }

    private ArchiveOutcome fetch(Archive archive) {
        return fetch(beginReports(), archive);
    }

    private ArchiveOutcome fetch(ReportRun run, Archive archive) {
        Exchange exchange = callWith("fetch-archive", "run", run, "archive", archive);
        assertThat(exchange.getException()).as("a failure is an outcome").isNull();
        return outcome(run);
    }

    private ArchiveOutcome outcome(ReportRun run) {
        List<ArchiveOutcome> outcomes =
                bean(ReportRuns.class).finish(run, false, List.of(), null).outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }
}
