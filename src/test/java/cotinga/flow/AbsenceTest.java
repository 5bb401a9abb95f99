package cotinga.flow;

import static cotinga.flow.Metrics.scrape;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.monitor.Condition;
import cotinga.monitor.Condition.Kind;
import cotinga.monitor.Monitor;
import cotinga.run.PriceSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.sql.Backups;
import cotinga.store.sql.OnlyOnH2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not exist, although it should: weeks, prices, successful runs, backups. */
class AbsenceTest {
    private static final String EURO = "099741";
    private static final String SYMBOL = "6E=F";

    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");

    private Path directory;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        this.directory = directory;
        flow = new Flow(directory)
                .variants(TFF_FO, LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.prices.retry-delay", "1")
                .set("cotinga.data.reserve", "1KB")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
        flow.releasePrices(EURO, SYMBOL, Map.of("2026-06-12", 1.0875));
    }

    @Test
    void isNoConditionDuringTheFirstLoad() {
        RunningApplication service = flow.serve(clock);

        clock.goTo("2026-06-15T13:00:00Z");

        assertThat(conditions(service)).isEmpty();
        assertThat(scrape(service))
                .containsEntry("cotinga_report_age_seconds{variant=\"tff_fo\"}", Double.NaN)
                .containsEntry("cotinga_price_age_seconds", Double.NaN)
                .containsEntry("cotinga_backup_age_seconds", Double.NaN)
                .containsEntry("cotinga_run_last_success_timestamp_seconds{kind=\"reports\"}", Double.NaN)
                .containsEntry("cotinga_release_late{variant=\"tff_fo\"}", 0.0);
    }

    @Test
    void ofWeeksAndPricesIsAConditionAfterTheFirstLoad() {
        RunningApplication service = flow.serve(clock);

        clock.goTo("2026-06-15T13:00:01Z");

        assertThat(conditions(service))
                .extracting(Condition::id, Condition::message)
                .containsExactly(
                        of("data-stale:legacy_fo", "no week of legacy_fo is published; see the last report run"),
                        of("data-stale:tff_fo", "no week of tff_fo is published; see the last report run"),
                        of("prices-stale", "no price is stored; see price_update in /api/v1/cot/status"));
        assertThat(scrape(service))
                .containsEntry("cotinga_report_age_seconds{variant=\"tff_fo\"}", Double.POSITIVE_INFINITY)
                .containsEntry("cotinga_price_age_seconds", Double.POSITIVE_INFINITY)
                .containsEntry("cotinga_backup_age_seconds", Double.NaN);
        assertThat(service.manage("/observe/health").statusCode()).isEqualTo(503);
    }

    @Test
    void ofOneVariantIsACondition() {
        RunningApplication service = flow.serve(clock);
        service.refreshReports();
        service.refreshPrices();

        clock.goTo("2026-06-15T13:00:01Z");

        assertThat(conditions(service)).extracting(Condition::id).containsExactly("data-stale:legacy_fo");
        assertThat(scrape(service))
                .containsEntry("cotinga_report_age_seconds{variant=\"legacy_fo\"}", Double.POSITIVE_INFINITY)
                .hasEntrySatisfying("cotinga_report_age_seconds{variant=\"tff_fo\"}", age -> assertThat(age)
                        .isFinite());
    }

    @Test
    @OnlyOnH2
    void ofABackupOrASuccessCountsFromTheFirstRunOfAnyProcess() {
        try (RunningApplication first = flow.serve(clock)) {
            assertThat(first.refreshReports().status()).isEqualTo(RunStatus.PARTIAL);
        }
        clock.goTo("2026-06-20T12:00:00Z");
        RunningApplication service = flow.serve(clock);
        assertThat(conditions(service)).extracting(Condition::kind).doesNotContain(Kind.BACKUP_OLD, Kind.RUN_OVERDUE);

        clock.goTo("2026-06-20T13:00:01Z");

        assertThat(conditions(service))
                .filteredOn(condition -> condition.kind() == Kind.BACKUP_OLD || condition.kind() == Kind.RUN_OVERDUE)
                .extracting(Condition::id, Condition::message)
                .containsExactly(
                        of(
                                "run-overdue:reports",
                                "no run of reports has succeeded, expected one within 5 d; see what the last run"
                                        + " lacks in /api/v1/admin/runs"),
                        of(
                                "run-overdue:prices",
                                "no run of prices has succeeded, expected one within 5 d; see what the last run"
                                        + " lacks in /api/v1/admin/runs"),
                        of(
                                "backup-old",
                                "no backup exists, expected one within 2 d; see the log and cotinga.backup.schedule"));
        assertThat(scrape(service))
                .containsEntry("cotinga_backup_age_seconds", Double.POSITIVE_INFINITY)
                .containsEntry("cotinga_run_last_success_timestamp_seconds{kind=\"reports\"}", 0.0);
    }

    @Test
    void ofWhatIsDisabledIsNone() {
        flow.variants(TFF_FO).set("cotinga.prices.enabled", "false").set("cotinga.backup.enabled", "false");
        RunningApplication service = flow.serve(clock);
        service.refreshReports();

        clock.goTo("2026-06-20T13:00:01Z");

        assertThat(conditions(service)).extracting(Condition::kind).containsOnly(Kind.RUN_OVERDUE);
        assertThat(conditions(service)).extracting(Condition::subject).containsOnly("reports");
        assertThat(scrape(service))
                .doesNotContainKeys(
                        "cotinga_price_age_seconds", "cotinga_run_last_success_timestamp_seconds{kind=\"prices\"}")
                .containsEntry("cotinga_backup_age_seconds", Double.NaN);
    }

    @Test
    void ofAllPricesInTheResponsesIsNoSuccess() {
        flow.upstream.release(ChartFiles.path(SYMBOL), ChartFiles.chart(SYMBOL, Map.of()));
        RunningApplication service = flow.serve(clock);
        service.refreshReports();

        PriceSummary summary = service.refreshPrices();

        assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(summary.flaws())
                .containsExactly(
                        "found no price in the responses for 1 symbol, expected those of the last days at least;"
                                + " check cotinga.prices.source");
    }

    @Test
    void ofAllWeeksInTheFilesIsNoSuccess() {
        flow.variants(TFF_FO).release(Archive.yearly(TFF_FO, 2026)).release(Archive.weekly(TFF_FO), "not a week");
        RunningApplication service = flow.serve(clock);

        assertThat(service.refreshReports().status()).isEqualTo(RunStatus.ERROR);

        flow.release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
        assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);

        flow.release(Archive.weekly(TFF_FO), "not a week");
        assertThat(service.refreshReports().status()).as("with stored data").isEqualTo(RunStatus.PARTIAL);
    }

    @Test
    @OnlyOnH2
    void ofABackupThatFailedHasItsReason() throws IOException {
        Path file = Files.createFile(directory.resolve("occupied"));
        flow.variants(TFF_FO).set("cotinga.backup.directory", file.toString());
        RunningApplication service = flow.serve(clock);

        assertThat(catchThrowable(() -> service.bean("backups", Backups.class).take()))
                .isNotNull();

        assertThat(conditions(service))
                .extracting(Condition::id, Condition::message)
                .containsExactly(of(
                        "backup-failed",
                        "the last backup failed (file already exists); see the log and cotinga.backup.directory"));
    }

    private static Tuple of(String id, String message) {
        return tuple(id, message);
    }

    private static List<Condition> conditions(RunningApplication service) {
        return service.bean("monitor", Monitor.class).observe().conditions();
    }
}
