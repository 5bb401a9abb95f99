package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Interruption;
import cotinga.cftc.Archive;
import cotinga.intake.Archives;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.RunInProgressException;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StoredRuns;
import cotinga.store.sql.StoreException;
import cotinga.store.weeks.DownloadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** The responses during a run: its progress, and the data of the previous version. */
class RunUnderWayTest {
    private static final String WHEAT = "001602";
    private static final Archive YEAR = Archive.yearly(LEGACY_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(LEGACY_FO);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeEach
    void publishTheFirstVersion(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .release(YEAR, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300))
                .release(CURRENT_WEEK, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400));
        service = flow.servePublished();
    }

    @Test
    void readersSeeThePublishedVersionDuringALoad() throws Exception {
        JsonNode before = answers();
        flow.release(
                CURRENT_WEEK,
                CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 444),
                CftcFiles.week(LEGACY_FO, "088691", "2026-06-09", 900));
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        assertThat(hold.awaitRequest()).isTrue();
        assertThat(new DownloadStore(service.database(), Flow.JUNE_2026).find(CURRENT_WEEK.path(), 0, 0))
                .hasValueSatisfying(download -> assertThat(download.weeks()).isEqualTo(2));

        assertThat(answers()).isEqualTo(before);
        assertThat(service.get("/markets/legacy/fo/088691").statusCode()).isEqualTo(404);
        assertThat(update().get("running").booleanValue()).isTrue();
        assertThat(update().get("last_status").textValue()).isEqualTo("success");

        hold.release();
        assertThat(run.join().dataVersion()).isEqualTo(2);
        assertThat(update().get("running").booleanValue()).isFalse();
        assertThat(market().at("/weeks/0/open_interest").intValue()).isEqualTo(444);
        assertThat(service.get("/markets/legacy/fo/088691").statusCode()).isEqualTo(200);
        assertThat(json("/screener/legacy/fo").get("total").intValue()).isEqualTo(2);
    }

    @Test
    void rejectsASecondRun() throws Exception {
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        assertThat(hold.awaitRequest()).isTrue();

        assertThatThrownBy(service::refreshReports)
                .rootCause()
                .isInstanceOf(RunInProgressException.class)
                .hasMessage("A run of reports is active since 2026-06-15T12:00:00Z; retry after its end");
        assertThat(flow.upstream.statuses(YEAR.path())).hasSize(1);

        hold.release();
        assertThat(run.join().flaws()).isEmpty();
        assertThat(service.refreshReports().flaws()).isEmpty();
        assertThat(StoredRuns.newest(new RunStore(service.database(), Flow.JUNE_2026), 10))
                .hasSize(3)
                .allMatch(each -> each.kind() == RunKind.REPORTS && each.error() == null);
    }

    @Test
    void aRunWhoseEndCannotBeRecordedReleasesItsLockOnce() {
        ReportRuns runs = Flow.reportRuns(service);
        ReportRun run = runs.begin("manual", null);
        Flow.execute(service, "UPDATE run SET status = 'error' WHERE id = " + run.id());
        assertThatThrownBy(() -> runs.finish(run, false, List.of(), null)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> runs.fail(run, Flow.diskFull())).isInstanceOf(StoreException.class);

        ReportRun next = runs.begin("manual", null);
        assertThatThrownBy(() -> runs.begin("manual", null)).isInstanceOf(RunInProgressException.class);
        runs.fail(next, Flow.diskFull());
    }

    @Test
    void readingTheProgressOfARunDoesNotWaitForTheDatabase() throws Exception {
        ReportRuns runs = Flow.reportRuns(service);
        ReportRun run = runs.begin("manual", null);
        CompletableFuture<Void> step;
        try (Connection lock = locked("SELECT run_id FROM run_step FOR UPDATE")) {
            step = CompletableFuture.runAsync(() -> archives().absent(run, YEAR));
            await().until(() -> Flow.lockWaits(service) == 1);

            assertThat(CompletableFuture.supplyAsync(run::isContinuing).get(5, TimeUnit.SECONDS))
                    .isTrue();
            lock.rollback();
        }
        step.get(5, TimeUnit.SECONDS);
        runs.fail(run, Flow.diskFull());
    }

    /** The watch and the last step of a run may both do this. */
    @Test
    void recordsTheEndOfARunOnce() throws Exception {
        ReportRuns runs = Flow.reportRuns(service);
        ReportRun run = runs.begin("manual", null);
        CompletableFuture<RunSummary> first;
        try (Connection lock = locked("SELECT id FROM run FOR UPDATE")) {
            first = CompletableFuture.supplyAsync(() -> runs.fail(run, Flow.diskFull()));
            await().until(() -> Flow.lockWaits(service) == 1);

            CompletableFuture<RunSummary> second =
                    CompletableFuture.supplyAsync(() -> runs.finish(run, false, List.of(), null));
            assertThat(second.get(5, TimeUnit.SECONDS).id()).isEqualTo(run.id());
            assertThat(runs.isUnderWay()).as("until its end is recorded").isTrue();
            lock.rollback();
        }
        assertThat(first.get(5, TimeUnit.SECONDS).id()).isEqualTo(run.id());
        assertThat(StoredRuns.newest(new RunStore(service.database(), Flow.JUNE_2026), 1))
                .allSatisfy(recorded -> assertThat(recorded.error()).contains("no space left on the device"));
        assertThat(runs.isUnderWay()).isFalse();
    }

    @Test
    void rollsBackALoadWhoseRunHasEnded() throws Exception {
        ReportRuns runs = Flow.reportRuns(service);
        assertRolledBack(run -> runs.fail(run, Flow.diskFull()), "has ended; nothing more is stored for it");
    }

    @Test
    void rollsBackALoadDuringAShutdown() throws Exception {
        assertRolledBack(
                run -> Flow.reportRuns(service).interrupt(Interruption.SHUTDOWN), Interruption.SHUTDOWN.reason());
    }

    /** Stops a load before its first week until its run has changed. */
    private void assertRolledBack(Consumer<ReportRun> event, String reason) throws Exception {
        Path copy = Files.write(
                flow.directory().resolve(CURRENT_WEEK.fileName()),
                CftcFiles.text(CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 444)));
        ReportRun run = Flow.reportRuns(service).begin("manual", null);
        CompletableFuture<Void> load;
        try (Connection lock = locked("SELECT id FROM variant FOR UPDATE")) {
            load = CompletableFuture.runAsync(() -> {
                try {
                    archives().storeCopy(run, CURRENT_WEEK, copy);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            await().until(() -> Flow.lockWaits(service) == 1);
            event.accept(run);
            lock.rollback();
        }
        assertThatThrownBy(() -> load.get(5, TimeUnit.SECONDS)).cause().hasMessageContaining(reason);
        assertThat(Flow.openInterest(service, LEGACY_FO, WHEAT, 2)).containsEntry(LocalDate.of(2026, 6, 9), 400);
    }

    @Test
    void rollsBackAPublicationDuringAShutdown() throws Exception {
        flow.release(CURRENT_WEEK, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 444));
        CompletableFuture<RunSummary> run;
        try (Connection lock = locked("SELECT id FROM price_state FOR UPDATE")) {
            run = CompletableFuture.supplyAsync(service::refreshReports);
            await().until(() -> Flow.lockWaits(service) == 1);
            Flow.reportRuns(service).interrupt(Interruption.SHUTDOWN);
            lock.rollback();
        }
        assertThat(run.get(5, TimeUnit.SECONDS).flaws()).containsExactly(Interruption.SHUTDOWN.reason());
        assertThat(run.get().dataVersion()).isEqualTo(1);
        assertThat(market().at("/weeks/0/open_interest").intValue()).isEqualTo(400);
    }

    @Test
    void eachMarketOfAPublicationIsProgressOfItsRun() {
        Publications publications = Objects.requireNonNull(
                service.context().getRegistry().lookupByNameAndType("publications", Publications.class));
        AtomicInteger checks = new AtomicInteger();
        PendingPublication publication = publications.prepare(new RunOfTest(1, true, false, checks::incrementAndGet));
        checks.set(0);

        publications.export(publication, LEGACY_FO);

        assertThat(checks).as("one market").hasValue(1);
    }

    private Archives archives() {
        return Objects.requireNonNull(service.context().getRegistry().lookupByNameAndType("archives", Archives.class));
    }

    /** A transaction that locks the rows of a query. */
    private Connection locked(String query) throws SQLException {
        Connection lock = service.database().getConnection();
        lock.setAutoCommit(false);
        try (Statement statement = lock.createStatement()) {
            statement.execute(query);
        }
        return lock;
    }

    @Test
    void logsAFullDiskWithoutAStackTrace() {
        LogWatch log = new LogWatch();
        log.begin();
        try {
            ReportRuns runs = Flow.reportRuns(service);
            ReportRun run = runs.begin("manual", null);
            runs.fail(run, Flow.diskFull());

            assertThat(log.errors())
                    .containsExactly("cotinga.run.ReportRuns: Report run " + run.id() + " cannot continue: "
                            + Flow.diskFull().getMessage() + ": "
                            + Flow.diskFull().getCause());
        } finally {
            log.end();
        }
    }

    @Test
    void theScheduleStartsARunUnlessOneIsActive() throws Exception {
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
        NotifyBuilder begun = polled();
        fireSchedule();
        assertThat(hold.awaitRequest()).isTrue();
        assertThat(update().get("running").booleanValue()).isTrue();
        assertThatThrownBy(service::refreshReports).rootCause().isInstanceOf(RunInProgressException.class);

        hold.release();
        assertThat(begun.matches(20, TimeUnit.SECONDS)).isTrue();

        hold = flow.upstream.hold(YEAR.path());
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        assertThat(hold.awaitRequest()).isTrue();
        NotifyBuilder rejected = polled();
        fireSchedule();
        assertThat(rejected.matches(20, TimeUnit.SECONDS)).isTrue();
        hold.release();

        assertThat(run.join().flaws()).isEmpty();
        assertThat(StoredRuns.newest(new RunStore(service.database(), Flow.JUNE_2026), 10))
                .extracting(Run::cause)
                .containsExactly(RunCause.MANUAL, RunCause.TIMER, RunCause.MANUAL);
    }

    /** The end of the next poll, not of the parts that it is split into. */
    private NotifyBuilder polled() {
        return new NotifyBuilder(service.context())
                .fromRoute("poll-reports")
                .filter(exchange -> exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null)
                .whenDone(1)
                .create();
    }

    private void fireSchedule() throws SchedulerException {
        Scheduler scheduler =
                service.context().getComponent("quartz", QuartzComponent.class).getScheduler();
        for (JobKey job : scheduler.getJobKeys(GroupMatcher.anyJobGroup())) {
            scheduler.triggerJob(job);
        }
    }

    /** The paths that a client can request. */
    private JsonNode answers() {
        return Flow.json("[" + market() + "," + json("/markets/legacy/fo") + "," + json("/screener/legacy/fo") + ","
                + json("/dashboard/" + WHEAT) + "," + json("/status").get("data") + ","
                + json("/status").get("data_version") + "]");
    }

    private JsonNode market() {
        return json("/markets/legacy/fo/" + WHEAT);
    }

    private JsonNode update() {
        return json("/status").at("/scheduler/update");
    }

    private JsonNode json(String path) {
        return Flow.json(service.get(path).body());
    }
}
