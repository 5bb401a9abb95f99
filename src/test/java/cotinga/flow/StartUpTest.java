package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.CommandLine;
import cotinga.RunningApplication;
import cotinga.api.ReadyLine;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps, log lines and runs of a service at start. */
@Timeout(60)
class StartUpTest {
    private static final String EURO = "099741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The steps of the start of a service after its settings. */
    private static final List<String> STEPS = List.of(
            "check the ports",
            "find the route files",
            "load the data files",
            "open the database",
            "find out who leads",
            "remove leftovers",
            "update records of other builds",
            "end interrupted runs",
            "load the API contract",
            "read the published data",
            "observe the state",
            "read the state of alerts",
            "load the routes",
            "check the endpoints of alerts",
            "start the servers and the routes",
            "follow the other instances");

    private final LogWatch log = new LogWatch(Level.INFO);

    @AutoClose
    private Flow flow;

    @BeforeEach
    void fetchEverything(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.run.on-start", "true")
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
        flow.publish();
        log.begin();
    }

    @AfterEach
    void stopListening() {
        log.end();
    }

    @Test
    void logsEveryStepWithItsDurationInOrder() {
        try (RunningApplication service = flow.serve()) {
            assertThat(service.context().isStarted()).isTrue();
        }

        assertThat(startUpLines())
                .singleElement()
                .asString()
                .matches("Started in [0-9]+\\.[0-9] s: "
                        + STEPS.stream().map(step -> step + " \\([0-9]+ ms\\)").collect(Collectors.joining(", ")));
    }

    @Test
    void logsTheStepsOfTheSettingsToo() throws Exception {
        CommandLine.run(flow.directory(), flow.settings(), "--once");

        assertThat(startUpLines())
                .singleElement()
                .asString()
                .containsSubsequence("read the settings (", "validate the settings (", "check the ports (");
    }

    @Test
    void logsTheStepThatFailed(@TempDir Path elsewhere) throws Exception {
        CommandLine.run(elsewhere, Map.of("cotinga.markets.categories", "nowhere.csv"), "--once");

        assertThat(startUpLines())
                .singleElement()
                .asString()
                .matches("The start-up failed in the step \"load the data files\" after [0-9]+ ms");
    }

    @Test
    void aRunOfSomeFilesDoesNotMakeTheDataFresh() {
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "UPDATE run SET status = 'error'");
            RunStore runs = runs(application);
            runs.finish(runs.begin(RunKind.REPORTS, RunCause.TIMER, "weekly tff/fo", false), RunStatus.SUCCESS, null);
            runs.finish(
                    runs.begin(RunKind.REPORTS, RunCause.INBOX, "inbox tff/fo 2025", false), RunStatus.SUCCESS, null);
        }
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> last(service, RunKind.REPORTS).cause() == RunCause.START);
            await().atMost(SOON).until(() -> last(service, RunKind.REPORTS).status() == RunStatus.SUCCESS);

            assertThat(flow.upstream.statuses(YEAR.path())).containsExactly(304);
        }
    }

    @Test
    void aFullCheckMakesTheDataFresh() {
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "UPDATE run SET status = 'error'");
            RunStore runs = runs(application);
            runs.finish(
                    runs.begin(RunKind.REPORTS, RunCause.TIMER, "full check 2026-06-15", false),
                    RunStatus.SUCCESS,
                    null);
            ReportRuns reports = Flow.reportRuns(application);

            assertThat(reports.isDueAtStart()).isFalse();
        }
    }

    @Test
    void fetchesPricesThoughAReportRunIsActive() throws Exception {
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.08));
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> hasEnded(service, RunKind.PRICES));
            service.context().getRouteController().stopRoute("start-up");
            Flow.execute(service, "UPDATE run SET status = 'error'");
            ReportRun underWay = Flow.reportRuns(service).begin("manual", null);

            service.context().getRouteController().startRoute("start-up");

            await().atMost(SOON).until(() -> last(service, RunKind.PRICES).id() > underWay.id());
            await().atMost(SOON).until(() -> hasEnded(service, RunKind.PRICES));
            assertThat(last(service, RunKind.PRICES).status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(last(service, RunKind.REPORTS).id()).isEqualTo(underWay.id());
            Flow.reportRuns(service).fail(underWay, Flow.diskFull());
        }
    }

    @Test
    void fetchesPricesThoughReportsCannotBegin() throws Exception {
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.08));
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> hasEnded(service, RunKind.PRICES));
            service.context().getRouteController().stopRoute("start-up");
            Flow.execute(service, "UPDATE run SET status = 'error'");
            Flow.execute(service, "ALTER TABLE download DROP COLUMN file");
            long before = last(service, RunKind.PRICES).id();

            service.context().getRouteController().startRoute("start-up");

            await().atMost(SOON).until(() -> last(service, RunKind.PRICES).id() > before);
            await().atMost(SOON).until(() -> hasEnded(service, RunKind.PRICES));
            assertThat(last(service, RunKind.PRICES).status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void logsTheAddressAndTheNewestReportsOncePerDataVersion() {
        try (RunningApplication service = flow.serve()) {
            ReadyLine line = readyLine(service);
            await().atMost(SOON).until(() -> !line.isDue());
            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
            service.refreshReports();

            assertThat(line.isDue()).as("the publication has logged it").isFalse();
            assertThat(line.text())
                    .isEqualTo("Ready: open http://localhost:" + service.port()
                            + "/ in a browser. Newest report date: 2026-06-15 (tff/fo). Try http://localhost:"
                            + service.port() + "/api/v1/cot/screener-v2?limit=5");
        }
    }

    @Test
    void renewsTheCachesAfterReportsWithoutWaitingForPrices() throws Exception {
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.08));
        flow.upstream.fail(ChartFiles.path("6E=F"), Fault.status(500));
        flow.set("cotinga.prices.retries", "0")
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "UPDATE run SET status = 'error'");
        }
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> hasEnded(service, RunKind.PRICES));

            assertThat(last(service, RunKind.REPORTS).status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(last(service, RunKind.PRICES).status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(readyLine(service).isDue())
                    .as("the publication has logged it")
                    .isFalse();
        }
    }

    @Test
    void aSingleRunHasNoRouteThatWaitsForATimeOrAFile() {
        try (RunningApplication application = flow.start()) {
            assertThat(application.context().getRoutes())
                    .hasSizeGreaterThan(20)
                    .extracting(route -> route.getEndpoint().getEndpointUri())
                    .allMatch(uri -> uri.startsWith("direct:"));
        }
    }

    @Test
    void logsTheAddressBeforeThereAreData(@TempDir Path elsewhere) {
        try (Flow empty = new Flow(elsewhere);
                RunningApplication service = empty.serve()) {
            assertThat(readyLine(service).text())
                    .isEqualTo("Listening at http://localhost:" + service.port()
                            + "/, without data so far. Progress: http://localhost:" + service.port()
                            + "/api/v1/cot/status");
        }
    }

    private List<String> startUpLines() {
        String logger = "cotinga.StartUp: ";
        return log.errors().stream()
                .filter(line -> line.startsWith(logger))
                .map(line -> line.substring(logger.length()).replaceFirst(" null$", ""))
                .toList();
    }

    private static ReadyLine readyLine(RunningApplication application) {
        return Objects.requireNonNull(
                application.context().getRegistry().lookupByNameAndType("readyLine", ReadyLine.class));
    }

    private static boolean hasEnded(RunningApplication application, RunKind kind) {
        return runs(application)
                .last(kind)
                .filter(run -> run.status() != RunStatus.RUNNING)
                .isPresent();
    }

    private static Run last(RunningApplication application, RunKind kind) {
        return runs(application).last(kind).orElseThrow();
    }

    private static RunStore runs(RunningApplication application) {
        return new RunStore(application.database(), Flow.JUNE_2026);
    }
}
