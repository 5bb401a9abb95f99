package cotinga.flow;

import static cotinga.flow.Flow.outcome;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.weeks.DownloadStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with wrong content, dates or names. No wrong number stays once the right file is received. */
class WrongFilesTest {
    private static final String WHEAT = "001602";
    private static final Archive YEAR_2026 = Archive.yearly(LEGACY_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(LEGACY_FO);
    private static final LocalDate DECEMBER = LocalDate.of(2025, 12, 30);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 9);
    private static final String JANUARY_2 = "Fri, 02 Jan 2026 20:30:00 GMT";
    private static final String JUNE_12 = "Fri, 12 Jun 2026 20:30:00 GMT";
    private static final String JUNE_13 = "Sat, 13 Jun 2026 20:30:00 GMT";
    private static final String JUNE_14 = "Sun, 14 Jun 2026 20:30:00 GMT";
    private static final String IN_2100 = "Fri, 01 Jan 2100 00:00:00 GMT";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);
    private static final int MARKETS = 30;

    @AutoClose
    private Flow flow;

    private RunningApplication application;

    @BeforeEach
    void publishTheRightFiles(@TempDir Path directory) {
        flow = new Flow(directory).variants(LEGACY_FO, LEGACY_CO).years(2025, 2026);
        for (ReportVariant variant : List.of(LEGACY_FO, LEGACY_CO)) {
            serve(Archive.yearly(variant, 2025), JANUARY_2, lines(variant, DECEMBER, 0));
            serve(Archive.yearly(variant, 2026), JUNE_12, lines(variant, JUNE, 0));
            serve(Archive.weekly(variant), JUNE_12, lines(variant, JUNE, 0));
        }
        application = flow.start(NOW);
        assertThat(run().status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void quarantinesALineOfAnotherYearWithAWarningAndChangesNothingOfThatYear() {
        List<Object> lines = new ArrayList<>(lines(LEGACY_FO, JUNE, 0));
        lines.add(CftcFiles.week(LEGACY_FO, WHEAT, "2025-12-30", 777));
        serve(YEAR_2026, JUNE_13, lines);

        RunSummary run = run();

        assertThat(outcome(run, YEAR_2026).message())
                .contains("1 malformed; warning: 1 week of report dates that the file is not responsible for");
        assertThat(outcome(run, YEAR_2026).isWarning()).isTrue();
        assertThat(wheat()).containsEntry(DECEMBER, 1_000);
    }

    @Test
    void rejectsAnArchiveWithManyLinesOfAnotherYear() {
        List<Object> lines = new ArrayList<>(lines(LEGACY_FO, JUNE, 1));
        lines.addAll(lines(LEGACY_FO, DECEMBER, 777));
        serve(YEAR_2026, JUNE_13, lines);

        RunSummary run = run();

        assertThat(outcome(run, YEAR_2026).kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome(run, YEAR_2026).message())
                .startsWith(
                        "deacot2026.zip: found 30 malformed lines of 60, such as line 32 (its report date is 2025-12-30,"
                                + " expected one of 2026, which is all that the file may contain), expected at most 1 %");
        assertThat(run.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(wheat()).containsEntry(DECEMBER, 1_000).containsEntry(JUNE, 1_000);
    }

    @Test
    void quarantinesALineOfAnotherDateInAWeeklyFile() {
        List<Object> lines = new ArrayList<>(lines(LEGACY_FO, JUNE, 0));
        lines.set(0, CftcFiles.week(LEGACY_FO, WHEAT, "2025-12-30", 777));
        serve(CURRENT_WEEK, JUNE_13, lines);

        assertThat(outcome(run(), CURRENT_WEEK).message())
                .contains("1 malformed; warning: 1 week of report dates that the file is not responsible for");
        assertThat(wheat()).containsEntry(DECEMBER, 1_000).containsEntry(JUNE, 1_000);
    }

    @Test
    void aForcedRunCorrectsWeeksFromTheFileOfAnotherYear() {
        Flow.execute(
                application,
                "UPDATE week SET open_interest = 777, download_id = (SELECT id FROM download WHERE path LIKE"
                        + " '%deacot2026.zip') WHERE report_date = DATE '2025-12-30' AND market_id < 2000000");
        run();

        force();

        assertThat(wheat()).containsEntry(DECEMBER, 1_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storesAnEditionThatReturnsAfterAStaleCache(boolean isWeekly) {
        Archive archive = isWeekly ? CURRENT_WEEK : YEAR_2026;
        serve(archive, JUNE_13, lines(LEGACY_FO, JUNE, 5));
        run();
        assertThat(wheat()).containsEntry(JUNE, 1_005);

        serve(archive, JUNE_12, lines(LEGACY_FO, JUNE, 0));
        assertThat(outcome(run(), archive).message()).contains("30 skipped because a newer file has them");
        assertThat(outcome(run(), archive).kind()).as("the same stale response").isEqualTo(Kind.UNCHANGED);
        assertThat(wheat()).containsEntry(JUNE, 1_005);

        serve(archive, JUNE_14, lines(LEGACY_FO, JUNE, 0));
        RunSummary anew = run();

        assertThat(outcome(anew, archive).message()).contains("30 changed");
        assertThat(anew.published()).isTrue();
        assertThat(wheat()).containsEntry(JUNE, 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {JUNE_12, JUNE_13, JUNE_14})
    void storesACorrectionAfterAResponseDatedInTheFuture(String trueDate) {
        serve(YEAR_2026, IN_2100, lines(LEGACY_FO, JUNE, 5));
        RunSummary wrong = run();
        assertThat(outcome(wrong, YEAR_2026).message())
                .contains(
                        "warning: its date Fri, 01 Jan 2100 00:00:00 GMT is later than its download; the time of the download is used");
        assertThat(outcome(wrong, YEAR_2026).isWarning()).isTrue();
        assertThat(wheat()).containsEntry(JUNE, 1_005);

        serve(YEAR_2026, trueDate, lines(LEGACY_FO, JUNE, 0));
        run();

        assertThat(wheat()).containsEntry(JUNE, 1_000);
    }

    @Test
    void sendsNoImpossibleDateSoThatACorrectionIsReceived() {
        serve(YEAR_2026, IN_2100, lines(LEGACY_FO, JUNE, 5));
        run();
        flow.upstream.forgetRequests();

        run();

        assertThat(flow.upstream.requests())
                .filteredOn(request -> request.path().equals(YEAR_2026.path()))
                .singleElement()
                .satisfies(request -> assertThat(request.status()).isEqualTo(304))
                .satisfies(request -> assertThat(request.conditional())
                        .as("with a Last-Modified")
                        .isFalse());
    }

    @Test
    void aForcedRunCorrectsAWrongNumberWhateverTheDates() {
        serve(YEAR_2026, JUNE_14, lines(LEGACY_FO, JUNE, 5));
        run();
        serve(YEAR_2026, JUNE_12, lines(LEGACY_FO, JUNE, 0));
        run();
        assertThat(wheat()).containsEntry(JUNE, 1_005);

        force();

        assertThat(wheat()).containsEntry(JUNE, 1_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rejectsTheContentOfTheOtherSubtypeAndStoresTheRightFileAtTheNextCheck(boolean isWeekly) {
        Archive archive = isWeekly ? CURRENT_WEEK : YEAR_2026;
        serve(archive, JUNE_13, lines(LEGACY_CO, JUNE, 0));

        RunSummary mixedUp = run();

        assertThat(mixedUp.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(outcome(mixedUp, archive).kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome(mixedUp, archive).message())
                .contains(
                        "found weeks of 2026-06-09 that equal those of legacy/co for 30 of 30 markets, expected weeks of"
                                + " legacy/fo. The server has mixed up futures only and combined");
        assertThat(wheat()).containsEntry(JUNE, 1_000);

        serve(archive, JUNE_14, lines(LEGACY_FO, JUNE, 3));
        assertThat(run().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(wheat()).containsEntry(JUNE, 1_003);
    }

    @Test
    void rejectsANewWeekOfTheOtherSubtypeBeforeThatOneIsStored() {
        LocalDate next = LocalDate.of(2026, 6, 12);
        serve(CURRENT_WEEK, JUNE_13, lines(LEGACY_CO, next, 7));

        assertThat(outcome(run(), CURRENT_WEEK).message())
                .contains("found weeks of 2026-06-12 that continue those of legacy/co for 30 of 30 markets");
        assertThat(wheat()).doesNotContainKey(next);

        serve(CURRENT_WEEK, JUNE_14, lines(LEGACY_FO, next, 7));
        serve(Archive.weekly(LEGACY_CO), JUNE_14, lines(LEGACY_CO, next, 7));
        assertThat(run().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(wheat()).containsEntry(next, 1_007);
    }

    @Test
    void rejectsACombinedFileWhoseOpenInterestIsBelowThatOfFuturesOnly() {
        Archive combined = Archive.yearly(LEGACY_CO, 2026);
        serve(combined, JUNE_13, lines(LEGACY_FO, JUNE, -20));

        assertThat(outcome(run(), combined).message())
                .contains("whose open interest is below that of legacy/fo for 30 of 30 markets");
    }

    @Test
    void storesOneOfTwoFilesWithTheSameContentAndBothOnceTheyAreRight(@TempDir Path directory) {
        try (Flow fresh = new Flow(directory).variants(LEGACY_FO, LEGACY_CO).years(2026, 2026);
                RunningApplication parallel = fresh.start(NOW)) {
            for (ReportVariant variant : List.of(LEGACY_FO, LEGACY_CO)) {
                serve(fresh, Archive.yearly(variant, 2026), JUNE_12, lines(LEGACY_CO, JUNE, 0));
                serve(fresh, Archive.weekly(variant), JUNE_12, lines(LEGACY_CO, JUNE, 0));
            }
            assertThat(parallel.refreshReports().status()).isEqualTo(RunStatus.PARTIAL);

            serve(fresh, Archive.yearly(LEGACY_FO, 2026), JUNE_13, lines(LEGACY_FO, JUNE, 0));
            serve(fresh, Archive.weekly(LEGACY_FO), JUNE_13, lines(LEGACY_FO, JUNE, 0));
            parallel.refreshReports();
            assertThat(parallel.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);

            assertThat(Flow.openInterest(parallel, LEGACY_FO, WHEAT)).containsExactly(Map.entry(JUNE, 1_000));
            assertThat(Flow.openInterest(parallel, LEGACY_CO, WHEAT)).containsExactly(Map.entry(JUNE, 1_500));
        }
    }

    private RunSummary run() {
        return application.refreshReports();
    }

    /** Does what a forced run does before its requests. */
    private void force() {
        new DownloadStore(application.database(), NOW).removeClaims();
        run();
    }

    private Map<LocalDate, Integer> wheat() {
        return Flow.openInterest(application, LEGACY_FO, WHEAT);
    }

    private void serve(Archive archive, String lastModified, List<?> lines) {
        serve(flow, archive, lastModified, lines);
    }

    private static void serve(Flow flow, Archive archive, String lastModified, List<?> lines) {
        Object[] all = lines.toArray();
        flow.upstream.releaseOlder(
                archive.path(),
                archive.hasHeader() ? CftcFiles.zip(archive.variant(), all) : CftcFiles.text(all),
                lastModified);
    }

    /** A line of each market: combined open interest is half as large again as that of futures only. */
    private static List<Object> lines(ReportVariant variant, LocalDate date, int more) {
        List<Object> lines = new ArrayList<>();
        for (int market = 0; market < MARKETS; market++) {
            int futures = 1_000 + 100 * market;
            String code = market == 0 ? WHEAT : "%06d".formatted(100_000 + market);
            lines.add(CftcFiles.week(
                    variant, code, date.toString(), (variant == LEGACY_FO ? futures : futures * 3 / 2) + more));
        }
        return lines;
    }
}
