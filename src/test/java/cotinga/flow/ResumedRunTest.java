package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.api.ReadyLine;
import cotinga.api.RunAnswers;
import cotinga.cftc.Archive;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.RunScope;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A resumed run knows its build, its scope and whether it is forced. Everything was stored and published before. */
@Timeout(60)
class ResumedRunTest {
    private static final String EURO = "099741";
    private static final Archive YEAR_2025 = Archive.yearly(TFF_FO, 2025);
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private Flow flow;

    @BeforeEach
    void publish(@TempDir Path directory) {
        flow = new Flow(directory)
                .release(YEAR_2025, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_000))
                .release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
        flow.publish();
    }

    @Test
    void aNewBuildParsesEverythingOnceThoughItIsKilledBeforeItPublishes() {
        readByAnotherBuild();
        long left;
        try (RunningApplication application = flow.start()) {
            left = application.refreshReports().id();
            assertThat(flow.upstream.requests())
                    .hasSize(3)
                    .allMatch(request -> request.status() == 200 && !request.conditional());
            Flow.execute(application, "UPDATE publication SET fingerprint = 'build=another'");
            interrupt(application, left);
        }
        flow.upstream.forgetRequests();
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(left);
            assertThat(summary.published()).isTrue();
            assertThat(flow.upstream.requests())
                    .singleElement()
                    .isEqualTo(new StandInUpstream.Request(CURRENT_WEEK.path(), "", true, 304));
        }
    }

    @Test
    void repeatsTheArchivesThatAnotherBuildHasDone() {
        try (RunningApplication application = flow.start()) {
            interrupt(application, 1);
        }
        readByAnotherBuild();
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().id()).isEqualTo(1);
            assertThat(flow.upstream.requests())
                    .extracting(StandInUpstream.Request::path)
                    .containsExactlyInAnyOrder(CURRENT_WEEK.path(), YEAR_2025.path(), YEAR_2026.path());
            assertThat(flow.upstream.requests()).noneMatch(StandInUpstream.Request::conditional);
        }
    }

    @Test
    void aServiceOfANewBuildParsesEverythingThoughASmallerRunWaits() {
        leave("weekly tff/fo", false);
        readByAnotherBuild();
        flow.set("cotinga.run.on-start", "true");
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> last(service).status() == RunStatus.SUCCESS);

            assertThat(last(service).scope()).isEqualTo(RunStore.EVERYTHING);
            assertThat(flow.upstream.statuses(YEAR_2025.path())).containsExactly(200);
        }
    }

    @Test
    void keepsThePublicationThatARunMadeBeforeItsProcessDied() {
        try (RunningApplication application = flow.start()) {
            interrupt(application, 1);
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(1);
            assertThat(summary.published()).isFalse();
            assertThat(new RunStore(application.database(), Flow.JUNE_2026).steps(1))
                    .filteredOn(step -> step.name().equals("publication"))
                    .extracting(step -> step.status() + ", " + step.message())
                    .containsExactly("DONE, data version 1");
        }
    }

    @Test
    void aForcedRunResumesAsForced() {
        try (RunningApplication application = flow.start()) {
            interrupt(application, 1);
            Flow.execute(application, "UPDATE run SET forced = TRUE");
            Flow.execute(
                    application, "UPDATE run_step SET status = 'started' WHERE name = '" + YEAR_2026.label() + "'");
            Flow.execute(
                    application,
                    "UPDATE download SET etag = NULL, last_modified = NULL, sha256 = '' WHERE path = '"
                            + YEAR_2026.path() + "'");
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(1);
            assertThat(summary.published()).as("though nothing is new").isTrue();
            assertThat(flow.upstream.requests())
                    .containsExactly(
                            new StandInUpstream.Request(CURRENT_WEEK.path(), "", true, 304),
                            new StandInUpstream.Request(YEAR_2026.path(), "", false, 200));
        }
    }

    @Test
    void aResumedRunOfWeeklyFilesRequestsOnlyThese() {
        long left = leave("weekly tff/fo", false);
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
        flow.set("cotinga.run.on-start", "true");
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> last(service).status() == RunStatus.SUCCESS);

            assertThat(last(service).id()).isEqualTo(left);
            assertThat(last(service).resumed()).isEqualTo(1);
            assertThat(flow.upstream.requests())
                    .singleElement()
                    .isEqualTo(new StandInUpstream.Request(CURRENT_WEEK.path(), "", true, 200));
            assertThat(Flow.openInterest(service, TFF_FO, EURO)).containsKey(LocalDate.of(2026, 6, 15));
        }
    }

    @Test
    void aFullCheckResumesAsThatOfItsDay() {
        long left = leave("full check 2026-06-12", false);
        flow.set("cotinga.run.on-start", "true");
        try (RunningApplication service = flow.serve()) {
            await().atMost(SOON).until(() -> last(service).status() == RunStatus.SUCCESS);

            assertThat(last(service).id()).isEqualTo(left);
            assertThat(last(service).scope()).isEqualTo("full check 2026-06-12");
            assertThat(flow.upstream.requests()).hasSize(3).allMatch(request -> request.status() == 304);
        }
    }

    @Test
    void aRunOfEverythingReplacesASmallerRun() {
        long left = leave("weekly tff/fo", false);
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().id()).isEqualTo(left + 1);
            assertThat(run(application, left).status()).isEqualTo(RunStatus.ERROR);
            assertThat(run(application, left).error())
                    .isEqualTo("interrupted at 2026-06-15T12:00:00Z; a new run that covers it replaces it");
        }
    }

    @Test
    void aForcedRunReplacesTheInterruptedOne() {
        long left = leave(RunStore.EVERYTHING, false);
        try (RunningApplication application = flow.start()) {
            ReportRuns runs = Flow.reportRuns(application);

            ReportRun forced = runs.beginOnRequest(true);

            assertThat(forced.isForced()).isTrue();
            assertThat(run(application, forced.id()).forced()).isTrue();
            assertThat(run(application, left).status()).isEqualTo(RunStatus.ERROR);
            runs.fail(forced, Flow.diskFull());
        }
    }

    @Test
    void aRunOfEverythingWaitsForARunOfARelease() {
        long left = leave(RunStore.EVERYTHING, false);
        try (RunningApplication application = flow.start()) {
            ReportRuns runs = Flow.reportRuns(application);
            RunScope weekly = new RunScope(RunScope.Kind.WEEKLY_FILES, Set.of(TFF_FO), LocalDate.EPOCH, List.of());

            ReportRun release = runs.begin("timer", weekly);
            assertThat(release.id()).isEqualTo(left + 1);
            assertThat(run(application, left).status()).isEqualTo(RunStatus.RUNNING);
            runs.fail(release, Flow.diskFull());

            ReportRun next = runs.begin("timer", runs.scopeOfSchedule());
            assertThat(next.id()).isEqualTo(left);
            runs.fail(next, Flow.diskFull());
        }
    }

    @Test
    void aRunOfEverythingResumesAfterTheRunThatItWaitedFor() {
        long left = leave(RunStore.EVERYTHING, false);
        try (RunningApplication application = flow.start()) {
            RunSummary summary = refreshWeekly(application);

            assertThat(summary.id()).isEqualTo(left);
            assertThat(run(application, left).status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(run(application, left).resumed()).isEqualTo(1);
            assertThat(last(application).id()).isEqualTo(left + 1);
            assertThat(last(application).status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void cachesAreRenewedAfterEachPublicationAlsoIfAnInterruptedRunResumesNext() throws Exception {
        try (RunningApplication service = flow.serve()) {
            ReadyLine line = Objects.requireNonNull(
                    service.context().getRegistry().lookupByNameAndType("readyLine", ReadyLine.class));
            long left = new RunStore(service.database(), Flow.JUNE_2026)
                    .begin(RunKind.REPORTS, RunCause.TIMER, RunStore.EVERYTHING, false);
            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
            StandInUpstream.Hold resumed = flow.upstream.hold(YEAR_2026.path());
            CompletableFuture<RunSummary> refresh = CompletableFuture.supplyAsync(() -> refreshWeekly(service));
            assertThat(resumed.awaitRequest()).isTrue();

            assertThat(version(service)).isEqualTo(2);
            assertThat(line.isDue())
                    .as("the renewal of the caches ends with this line")
                    .isFalse();
            assertThat(run(service, left).status()).isEqualTo(RunStatus.RUNNING);

            resumed.release();
            assertThat(refresh.get().id()).isEqualTo(left);
        }
    }

    @Test
    void anInterruptedRunResumesThoughTheRunThatItWaitedForCouldNotContinue() {
        long left = leave(RunStore.EVERYTHING, false);
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-15", 4_000));
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "ALTER TABLE price_state RENAME TO mislaid");

            RunSummary summary = refreshWeekly(application);

            assertThat(run(application, left + 1).status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(run(application, left + 1).error()).containsIgnoringCase("price_state");
            assertThat(summary.id()).isEqualTo(left);
            assertThat(run(application, left).resumed()).isEqualTo(1);
            assertThat(run(application, left).status()).as("as before").isEqualTo(RunStatus.PARTIAL);
        }
    }

    @Test
    void noRunResumesDuringAShutdown() {
        long left = leave(RunStore.EVERYTHING, false);
        try (RunningApplication application = flow.start()) {
            ReportRuns runs = Flow.reportRuns(application);
            assertThat(runs.hasInterruptedRun()).isTrue();
            runs.stop();

            assertThat(refreshWeekly(application).id()).isEqualTo(left + 1);
            assertThat(run(application, left).status()).isEqualTo(RunStatus.RUNNING);
        }
    }

    @Test
    void reportsAWaitingRunAsInterrupted() {
        try (RunningApplication service = flow.serve()) {
            interrupt(service, 1);

            assertThat(told(service)).isEqualTo("interrupted");
            assertThat(isToldAsRunning(service)).isFalse();

            ReportRun run = Flow.reportRuns(service).begin("manual", null);
            assertThat(run.id()).isEqualTo(1);
            assertThat(told(service)).isEqualTo("running");
            assertThat(isToldAsRunning(service)).isTrue();
            Flow.reportRuns(service).fail(run, Flow.diskFull());
            assertThat(told(service)).isEqualTo("partial");
        }
    }

    private static String told(RunningApplication service) {
        RunAnswers answers = Objects.requireNonNull(
                service.context().getRegistry().lookupByNameAndType("runAnswers", RunAnswers.class));
        return answers.find(1).orElseThrow().status();
    }

    private static boolean isToldAsRunning(RunningApplication service) {
        return Flow.json(service.get("/status").body())
                .at("/scheduler/update/running")
                .booleanValue();
    }

    private static RunSummary refreshWeekly(RunningApplication application) {
        RunScope weekly = new RunScope(RunScope.Kind.WEEKLY_FILES, Set.of(TFF_FO), LocalDate.EPOCH, List.of());
        return application
                .context()
                .createProducerTemplate()
                .requestBodyAndHeaders(
                        "direct:refresh-reports", null, Map.of("cause", "timer", "scope", weekly), RunSummary.class);
    }

    @Test
    void endsARunWithAnUnknownScope() {
        long left = leave("moon phase", false);
        try (RunningApplication application = flow.start()) {
            assertThat(run(application, left).error())
                    .isEqualTo("interrupted at 2026-06-15T12:00:00Z; this build does not know its scope 'moon phase'");
        }
    }

    @Test
    void aResumedForcedPriceRunRequestsTheFullHistoryOfTheRemainingSymbols() {
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-12", 1.08));
        String wholeHistory;
        long left;
        try (RunningApplication application = flow.start()) {
            application.refreshPrices();
            wholeHistory = flow.upstream.requests().get(0).query();
            left = new RunStore(application.database(), Flow.JUNE_2026)
                    .begin(RunKind.PRICES, RunCause.MANUAL, RunStore.EVERYTHING, true);
        }
        flow.upstream.forgetRequests();
        try (RunningApplication application = flow.start()) {
            long version = version(application);
            assertThat(application.refreshPrices().id()).isEqualTo(left);
            assertThat(flow.upstream.requests())
                    .extracting(StandInUpstream.Request::query)
                    .containsExactly(wholeHistory);
            assertThat(version(application)).isEqualTo(version + 1);
        }
    }

    /** A run that is recorded as running, without a completed step. */
    private long leave(String scope, boolean forced) {
        try (RunningApplication application = flow.start()) {
            return new RunStore(application.database(), Flow.JUNE_2026)
                    .begin(RunKind.REPORTS, RunCause.TIMER, scope, forced);
        }
    }

    private void readByAnotherBuild() {
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "UPDATE report_state SET build = 'build=another'");
            Flow.execute(application, "UPDATE publication SET fingerprint = 'build=another'");
        }
    }

    /** As if the process had been killed before the run published. */
    private static void interrupt(RunningApplication application, long run) {
        Flow.execute(application, "UPDATE run SET status = 'running', finished_at = NULL WHERE id = " + run);
        Flow.execute(
                application,
                "UPDATE run_step SET status = 'planned', finished_at = NULL WHERE name = 'publication' AND run_id = "
                        + run);
    }

    private static long version(RunningApplication application) {
        return Flow.publications(application).publishedVersion();
    }

    private static Run last(RunningApplication application) {
        return new RunStore(application.database(), Flow.JUNE_2026)
                .last(RunKind.REPORTS)
                .orElseThrow();
    }

    private static Run run(RunningApplication application, long id) {
        return new RunStore(application.database(), Flow.JUNE_2026).find(id).orElseThrow();
    }
}
