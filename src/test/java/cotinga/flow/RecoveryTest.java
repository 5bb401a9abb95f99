package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import cotinga.store.runs.StoredRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next start after a process died during a run. */
class RecoveryTest {
    private static final String EURO = "099741";
    private static final Archive YEAR_2025 = Archive.yearly(TFF_FO, 2025);
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final String PUBLICATION = "publication";

    private Path directory;

    @AutoClose
    private Flow flow;

    private long left;

    /** The year 2025 and the current week are stored and not published; 2026 was in progress. */
    @BeforeEach
    void leaveARunBehind(@TempDir Path temporary) throws IOException, SQLException {
        directory = temporary;
        flow = new Flow(temporary)
                .release(YEAR_2025, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_000))
                .release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
        flow.years(2025, 2025);
        try (RunningApplication application = flow.start()) {
            left = application.refreshReports().id();
            execute(application, "UPDATE run SET status = 'running', finished_at = NULL");
            execute(application, "UPDATE run_step SET status = 'planned' WHERE name = 'publication'");
            execute(application, "DELETE FROM published_market");
            execute(application, "DELETE FROM published_variant");
            execute(application, "DELETE FROM publication");
            RunStore runs = new RunStore(application.database(), Flow.JUNE_2026);
            runs.planSteps(left, List.of(YEAR_2026.label()));
            runs.startStep(left, YEAR_2026.label());
        }
        Files.deleteIfExists(temporary.resolve("data/cotinga.published")); // it was killed before it had published
        flow.years(2025, 2026);
        flow.upstream.forgetRequests();
    }

    @Test
    void resumesTheRunUnderItsOwnNumberWithTheRemainingArchives() {
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(left);
            assertThat(summary.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(flow.upstream.requests())
                    .extracting(StandInUpstream.Request::path)
                    .as("the weekly file may have changed meanwhile")
                    .containsExactly(CURRENT_WEEK.path(), YEAR_2026.path());
            assertThat(Flow.openInterest(application, TFF_FO, EURO))
                    .isEqualTo(Map.of(
                            LocalDate.of(2025, 12, 30), 1_000,
                            LocalDate.of(2026, 6, 2), 2_000,
                            LocalDate.of(2026, 6, 9), 3_000));
            RunStore runs = new RunStore(application.database(), Flow.JUNE_2026);
            assertThat(StoredRuns.newest(runs, 10)).singleElement().satisfies(run -> {
                assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
                assertThat(run.resumed()).isEqualTo(1);
            });
            assertThat(runs.steps(left))
                    .extracting(RunStep::name)
                    .containsExactlyInAnyOrder(YEAR_2025.label(), CURRENT_WEEK.label(), YEAR_2026.label(), PUBLICATION);
            assertThat(runs.steps(left)).extracting(RunStep::status).containsOnly(StepStatus.DONE, StepStatus.SKIPPED);
            assertThat(application.refreshReports().id()).isEqualTo(left + 1);
        }
    }

    @Test
    void publishesTheStoredWeeksThoughNothingIsLeftToRequest() {
        flow.years(2025, 2025);
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().published()).isTrue();
            assertThat(flow.upstream.statuses(CURRENT_WEEK.path())).containsExactly(304);
            assertThat(flow.upstream.requests()).hasSize(1);
        }
    }

    @Test
    void aServiceResumesTheRunAtStart() {
        flow.set("cotinga.run.on-start", "true");
        try (RunningApplication service = flow.serve()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> last(service).status() == RunStatus.SUCCESS);

            assertThat(last(service).id()).isEqualTo(left);
            assertThat(Flow.json(service.get("/status").body())
                            .at("/scheduler/update/last_status")
                            .textValue())
                    .isEqualTo("success");
        }
    }

    @Test
    void aServiceThatFetchesNothingAtStartEndsTheRun() {
        try (RunningApplication service = flow.serve()) {
            assertThat(last(service).status()).isEqualTo(RunStatus.ERROR);
            assertThat(last(service).error())
                    .startsWith("interrupted at 2026-06-15T12:00:00Z; runs of its kind do not resume at this start");
            assertThat(Flow.json(service.get("/status").body())
                            .at("/scheduler/update/running")
                            .booleanValue())
                    .isFalse();
            assertThat(service.refreshReports().id()).isEqualTo(left + 1);
        }
    }

    @Test
    void replacesARunThatWasInterruptedThreeTimesInARow() throws SQLException {
        try (RunningApplication application = flow.start()) {
            execute(application, "UPDATE run SET resumed = 2");
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(left + 1);
            assertThat(summary.published()).isTrue();
            assertThat(run(application, left).error())
                    .isEqualTo("interrupted at 2026-06-15T12:00:00Z; it was interrupted 3 times in a row");
        }
    }

    @Test
    void replacesARunThatWasInterruptedADayAgo() {
        Clock later = Clock.offset(Flow.JUNE_2026, Duration.ofHours(25));
        try (RunningApplication application = flow.start(later)) {
            assertThat(application.refreshReports().id()).isEqualTo(left + 1);
            assertThat(run(application, left).error())
                    .isEqualTo("interrupted at 2026-06-15T12:00:00Z; it was interrupted more than 24 hours ago");
        }
    }

    @Test
    void requestsArchivesAgainThatWereRequestedHalfADayAgo() {
        Clock later = Clock.offset(Flow.JUNE_2026, Duration.ofHours(13));
        try (RunningApplication application = flow.start(later)) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(left);
            assertThat(flow.upstream.statuses(YEAR_2025.path())).containsExactly(304);
            assertThat(flow.upstream.statuses(YEAR_2026.path())).containsExactly(200);
        }
    }

    @Test
    void beginsNothingWithoutDiskSpaceAndTheNextRunContinues() {
        flow.set("cotinga.data.reserve", "999999GB");
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.flaws())
                    .first()
                    .asString()
                    .contains("has too little free space")
                    .contains("bytes free, expected at least");
            assertThat(summary.flaws()).last().asString().contains("has too little free space");
            assertThat(flow.upstream.requests()).isEmpty();
            assertThat(flow.exported("market_099741_tff_fo.json.part")).doesNotExist();
        }
        flow.set("cotinga.data.reserve", "1KB");
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(Flow.openInterest(application, TFF_FO, EURO)).hasSize(3);
        }
    }

    @Test
    void removesTheLeftoversOfTheDeadProcessAndNothingElse() throws IOException {
        Path incoming = directory.resolve("data/incoming");
        Files.createDirectories(incoming);
        Files.writeString(incoming.resolve("fut_fin_txt_2026.zip"), "half of it");
        Files.writeString(incoming.resolve("part-fut_fin_txt_2026.zip"), "a part of it");
        Path archive = directory.resolve("data/archives/fut_fin_txt_2025.zip");
        Files.move(archive, incoming.resolve("fut_fin_txt_2025.zip"));
        Files.writeString(flow.exported("market_099741_tff_fo.json.part"), "{");
        Path mine = Files.writeString(flow.exported("mine.part"), "mine");
        Path rejected = Files.createDirectories(directory.resolve("data/rejected"));
        Files.writeString(rejected.resolve("page.html"), "rejected");

        try (RunningApplication application = flow.start()) {
            assertThat(application.context().isStarted()).isTrue();
            assertThat(incoming).isEmptyDirectory();
            assertThat(archive).isRegularFile();
            assertThat(flow.exported("market_099741_tff_fo.json.part")).doesNotExist();
            assertThat(mine).exists();
            assertThat(rejected.resolve("page.html")).exists();
        }
    }

    @Test
    void aPriceRunRequestsTheSymbolsAgainWhosePricesItHasNotStored() throws IOException {
        Files.writeString(directory.resolve("tickers.csv"), "code,symbol\n" + EURO + ",6E=F\n097741,6J=F\n");
        flow.set("cotinga.prices.enabled", "true")
                .set("cotinga.prices.base-url", flow.upstream.url())
                .set("cotinga.prices.retries", "0")
                .set("cotinga.prices.tickers", directory.resolve("tickers.csv").toString())
                .release(
                        YEAR_2026,
                        CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000),
                        CftcFiles.week(TFF_FO, "097741", "2026-06-02", 5));
        flow.upstream.release(ChartFiles.path("6E=F"), ChartFiles.chart("6E=F", Map.of("2026-06-12", 1.08)));
        flow.upstream.release(ChartFiles.path("6J=F"), ChartFiles.chart("6J=F", Map.of("2026-06-12", 0.0069)));
        long prices;
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            RunStore runs = new RunStore(application.database(), Flow.JUNE_2026);
            prices = runs.begin(RunKind.PRICES, RunCause.TIMER, RunStore.EVERYTHING, false);
            runs.planSteps(prices, List.of("6E=F", "6J=F"));
            runs.startStep(prices, "6E=F");
            runs.endStep(prices, "6E=F", StepStatus.DONE, RunCounts.NONE, "stored");
            runs.startStep(prices, "6J=F");
            runs.noteStep(prices, "6J=F", "received, not stored yet");
        }
        flow.upstream.forgetRequests();
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshPrices().id()).isEqualTo(prices);

            assertThat(flow.upstream.requests())
                    .extracting(StandInUpstream.Request::path)
                    .containsExactly(ChartFiles.path("6J=F"));
            assertThat(new RunStore(application.database(), Flow.JUNE_2026).steps(prices))
                    .extracting(RunStep::status)
                    .containsOnly(StepStatus.DONE);
        }
    }

    private static Run last(RunningApplication application) {
        return new RunStore(application.database(), Clock.system(ZoneOffset.UTC))
                .last(RunKind.REPORTS)
                .orElseThrow();
    }

    private static Run run(RunningApplication application, long id) {
        return new RunStore(application.database(), Flow.JUNE_2026).find(id).orElseThrow();
    }

    private static void execute(RunningApplication application, String statement) throws SQLException {
        try (Connection connection = application.database().getConnection();
                Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        }
    }
}
