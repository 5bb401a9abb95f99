package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.flow.StandInUpstream.Request;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunStatus;
import cotinga.store.weeks.DownloadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report run: its requests, and what it stores and publishes. */
class RefreshTest {
    private static final String EURO = "099741";
    private static final Archive YEAR_2025 = Archive.yearly(TFF_FO, 2025);
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);

    private Path directory;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        this.directory = directory;
        flow = new Flow(directory)
                .release(YEAR_2025, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_000))
                .release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
    }

    @Test
    void aSecondRunOverUnchangedFilesSendsConditionalRequestsAndPublishesNothing() {
        Map<String, Object> files;
        try (RunningApplication application = flow.start()) {
            RunSummary first = application.refreshReports();

            assertThat(first.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(first.text())
                    .matches("reports: success in [0-9.]+ s; 3 stored; 3 weeks new, 0 changed, 0 lines malformed, "
                            + "0 duplicates; published data version 1");
            assertThat(flow.upstream.requests()).noneMatch(Request::conditional);
            files = flow.exportedFiles();
            assertThat(files)
                    .containsOnlyKeys(
                            "groups_tff.json",
                            "manifest.json",
                            "market_099741_tff_fo.json",
                            "markets_tff_fo.json",
                            "screener_tff_fo.json");

            flow.upstream.forgetRequests();
            assertThat(application.refreshReports().text()).endsWith("; data version stays 1");
        }
        try (RunningApplication restarted = flow.start()) {
            RunSummary third = restarted.refreshReports();

            assertThat(third.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(third.published()).isFalse();
            assertThat(third.dataVersion()).isEqualTo(1);
        }
        assertThat(flow.upstream.requests())
                .hasSize(6)
                .allMatch(request -> request.conditional() && request.status() == 304);
        assertThat(flow.exportedFiles()).isEqualTo(files);
    }

    @Test
    void anArchiveThatIsMissingHereIsRequestedWithoutValidators() throws IOException {
        flow.publish();
        Path file = flow.directory().resolve("data/archives").resolve(YEAR_2026.fileName());
        byte[] received = Files.readAllBytes(file);
        Files.delete(file);

        try (RunningApplication application = flow.start()) {
            assertThat(Flow.outcome(application.refreshReports(), YEAR_2026).kind())
                    .isEqualTo(Kind.UNCHANGED);
            application.refreshReports();
        }

        assertThat(flow.upstream.statuses(YEAR_2026.path())).containsExactly(200, 304);
        assertThat(file).hasBinaryContent(received);
    }

    @Test
    void aChangedSettingPublishesTheSameDataAgain() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
        }
        flow.set("cotinga.crowded.buy", "70");
        try (RunningApplication restarted = flow.start()) {
            RunSummary second = restarted.refreshReports();

            assertThat(second.outcomes()).extracting(ArchiveOutcome::kind).containsOnly(Kind.UNCHANGED);
            assertThat(second.published()).isTrue();
            assertThat(flow.exportedJson("manifest.json").get("data_version").intValue())
                    .isEqualTo(2);
            assertThat(restarted.refreshReports().published()).isFalse();
        }
    }

    @Test
    void writesAMissingExportFileAgain() throws IOException {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            Path market = flow.exported("market_099741_tff_fo.json");
            byte[] published = Files.readAllBytes(market);
            Files.delete(market);

            assertThat(application.refreshReports().text()).endsWith("; published data version 2");
            assertThat(market).hasBinaryContent(published);

            Files.delete(flow.exported("manifest.json"));
            assertThat(application.refreshReports().text()).endsWith("; published data version 3");
            assertThat(flow.exportedJson("manifest.json").get("data_version").intValue())
                    .isEqualTo(3);
        }
    }

    @Test
    void writesNoFilesIfTheExportIsDisabled() {
        flow.set("cotinga.export.enabled", "false");
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().published()).isTrue();
            assertThat(application.refreshReports().published()).isFalse();
            assertThat(directory.resolve("export")).doesNotExist();
        }
    }

    @Test
    void publishesACorrectionAndANewWeekAndRemovesTheFilesOfVanishedMarkets() throws IOException {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            Path vanished = Files.writeString(flow.exported("market_000000_tff_fo.json"), "{}");
            Path foreign = Files.writeString(flow.exported("notes.txt"), "mine");
            flow.release(
                    YEAR_2026,
                    CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000),
                    CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_222));
            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-12", 4_000));

            RunSummary second = application.refreshReports();

            assertThat(second.text()).contains("2 stored, 1 unchanged; 1 week new, 1 changed");
            assertThat(Flow.openInterest(application, TFF_FO, EURO))
                    .isEqualTo(Map.of(
                            LocalDate.of(2025, 12, 30), 1_000,
                            LocalDate.of(2026, 6, 2), 2_222,
                            LocalDate.of(2026, 6, 9), 3_000,
                            LocalDate.of(2026, 6, 12), 4_000));
            assertThat(Flow.openInterest(application, TFF_FO, EURO, 1))
                    .isEqualTo(Map.of(
                            LocalDate.of(2025, 12, 30), 1_000,
                            LocalDate.of(2026, 6, 2), 2_000,
                            LocalDate.of(2026, 6, 9), 3_000));
            assertThat(vanished).doesNotExist();
            assertThat(foreign).hasContent("mine");
        }
    }

    @Test
    void aFileWithNewHeadersAndTheSameBytesChangesNothing() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            flow.release(YEAR_2025, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_000));
            flow.upstream.fail(
                    YEAR_2025.path(), new Fault(200, (exchange, file) -> StandInUpstream.send(exchange, 200, file)));

            RunSummary second = application.refreshReports();

            assertThat(Flow.outcome(second, YEAR_2025).kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(second.published()).isFalse();
        }
    }

    @Test
    void storesAnArchiveThatIsReceivedAtTheThirdAttempt() {
        List<List<Fault>> troubles = List.of(
                List.of(Fault.status(503), Fault.status(500)),
                List.of(Fault.status(429), Fault.status(429)),
                List.of(Fault.truncated(), Fault.truncated()),
                List.of(Fault.dropped(), Fault.dropped()));
        flow.years(2023, 2026);
        for (int trouble = 0; trouble < troubles.size(); trouble++) {
            Archive archive = Archive.yearly(TFF_FO, 2023 + trouble);
            flow.release(archive, CftcFiles.week(TFF_FO, EURO, archive.firstYear() + "-03-03", 1_000));
            flow.upstream.fail(archive.path(), troubles.get(trouble).toArray(Fault[]::new));
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.flaws()).isEmpty();
            assertThat(summary.outcomes())
                    .hasSize(5)
                    .extracting(ArchiveOutcome::kind)
                    .containsOnly(Kind.STORED);
        }
        for (int year = 2023; year <= 2026; year++) {
            assertThat(flow.upstream.statuses(Archive.yearly(TFF_FO, year).path()))
                    .as("%d", year)
                    .hasSize(3)
                    .endsWith(200);
        }
    }

    @Test
    void retriesAsOftenAsConfiguredAndNotAfterARejection() {
        flow.set("cotinga.cftc.retries", "2");
        flow.upstream.fail(
                YEAR_2025.path(), Collections.nCopies(5, Fault.status(503)).toArray(Fault[]::new));
        flow.upstream.fail(
                YEAR_2026.path(), Collections.nCopies(5, Fault.status(403)).toArray(Fault[]::new));
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.flaws())
                    .satisfiesExactlyInAnyOrder(
                            flaw -> assertThat(flaw).startsWith("tff/fo 2025: ").contains("503"),
                            flaw -> assertThat(flaw).startsWith("tff/fo 2026: ").contains("403"));
            assertThat(Flow.openInterest(application, TFF_FO, EURO)).isEqualTo(Map.of(LocalDate.of(2026, 6, 9), 3_000));
        }
        assertThat(flow.upstream.statuses(YEAR_2025.path())).containsExactly(503, 503, 503);
        assertThat(flow.upstream.statuses(YEAR_2026.path())).containsExactly(403);
    }

    @Test
    void downloadsOverlap() throws Exception {
        StandInUpstream.Hold one = flow.upstream.hold(YEAR_2025.path());
        StandInUpstream.Hold other = flow.upstream.hold(YEAR_2026.path());
        try (RunningApplication application = flow.start()) {
            CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(application::refreshReports);

            assertThat(one.awaitRequest() && other.awaitRequest()).isTrue();
            one.release();
            other.release();
            assertThat(run.join().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void publishesThoughFilesCannotBeWrittenAndWritesThemInTheNextRun() throws IOException {
        Path obstacle = Files.writeString(directory.resolve("export"), "no directory");
        try (RunningApplication application = flow.start()) {
            RunSummary first = application.refreshReports();

            assertThat(first.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(first.flaws())
                    .singleElement()
                    .asString()
                    .startsWith(flow.exported("market_099741_tff_fo.json") + " cannot be written: ")
                    .contains("FileAlreadyExistsException");
            assertThat(first.text()).contains("; published data version 1\n");
            assertThat(Flow.openInterest(application, TFF_FO, EURO)).hasSize(3);

            Files.delete(obstacle);
            flow.upstream.forgetRequests();
            RunSummary second = application.refreshReports();

            assertThat(flow.upstream.requests()).extracting(Request::status).containsOnly(304);
            assertThat(second.text()).endsWith("; published data version 2");
            assertThat(flow.exportedJson("market_099741_tff_fo.json").get("weeks"))
                    .hasSize(3);
        }
    }

    @Test
    void requestsNoMoreArchivesAfterSixUnreachableOnesInARow() {
        flow.variants(ReportVariant.values()).set("cotinga.cftc.retries", "0").years(2022, 2026);
        for (ReportVariant variant : ReportVariant.values()) {
            flow.upstream.fail(Archive.weekly(variant).path(), Fault.status(503));
        }
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(flow.upstream.requests()).hasSizeBetween(6, 7);
            assertThat(summary.flaws())
                    .first()
                    .asString()
                    .startsWith("the CFTC is unreachable: 6 archives in a row failed")
                    .endsWith("the remaining archives were not requested");
            assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
        }
    }

    @Test
    void abortsAnEndlessDownload() {
        flow.set("cotinga.cftc.max-download", "1KB");
        flow.release(
                YEAR_2026,
                IntStream.range(0, 200)
                        .mapToObj(market -> CftcFiles.week(
                                TFF_FO, String.format(Locale.ROOT, "%06d", market), "2026-06-02", market * 7))
                        .toArray());
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().flaws()).anySatisfy(flaw -> assertThat(flaw)
                    .startsWith("tff/fo 2026: fut_fin_txt_2026.zip: found more than 1024 bytes, expected at most that"
                            + " (cotinga.cftc.max-download)"));
        }
    }

    @Test
    void requestsTheBundleOnceForTheOldYearsWithoutTheirOwnZip() {
        Archive bundle = Archive.bundle(TFF_FO, 2014, 2015);
        flow.years(2014, 2016)
                .release(Archive.yearly(TFF_FO, 2016), CftcFiles.week(TFF_FO, EURO, "2016-03-01", 16))
                .release(
                        bundle,
                        CftcFiles.week(TFF_FO, EURO, "2016-03-01", 99),
                        CftcFiles.week(TFF_FO, EURO, "2015-03-03", 15),
                        CftcFiles.week(TFF_FO, EURO, "2014-03-04", 14),
                        CftcFiles.week(TFF_FO, EURO, "2013-03-05", 13));
        flow.upstream.withdraw(CURRENT_WEEK.path());
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 26));
        try (RunningApplication application = flow.start()) {
            RunSummary first = application.refreshReports();

            assertThat(first.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(Flow.outcome(first, bundle).message()).startsWith("2 weeks read");
            assertThat(Flow.openInterest(application, TFF_FO, EURO))
                    .isEqualTo(Map.of(
                            LocalDate.of(2014, 3, 4), 14,
                            LocalDate.of(2015, 3, 3), 15,
                            LocalDate.of(2016, 3, 1), 16,
                            LocalDate.of(2026, 6, 9), 26));

            assertThat(application.refreshReports().published()).isFalse();
        }
        assertThat(flow.upstream.statuses(bundle.path())).containsExactly(200, 304);
    }

    @Test
    void aMissingBundleOfOldYearsIsAFlaw() {
        flow.years(2015, 2015);
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.flaws())
                    .containsExactly("tff/fo 2015-2015 bundle: 404 for "
                            + Archive.bundle(TFF_FO, 2015, 2015).path() + ", expected a file");
        }
    }

    @Test
    void the404OfTheCurrentYearInJanuaryIsNormal() {
        flow.upstream.withdraw(YEAR_2026.path());
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_000));
        try (RunningApplication application = flow.start(at("2026-01-05T12:00:00Z"))) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(summary.text()).contains("2 stored, 1 not yet");
        }
    }

    @Test
    void any404FromFebruaryOnIsAFlawAndRemovesNothing() {
        flow.release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-01-20", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-01-27", 3_000));
        try (RunningApplication application = flow.start(at("2026-02-02T12:00:00Z"))) {
            application.refreshReports();
            flow.upstream.withdraw(YEAR_2026.path());
            flow.upstream.withdraw(CURRENT_WEEK.path());

            RunSummary second = application.refreshReports();

            assertThat(second.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(second.flaws())
                    .containsExactlyInAnyOrder(
                            "tff/fo 2026: 404 for /files/dea/history/fut_fin_txt_2026.zip, expected a file",
                            "tff/fo current week: 404 for /dea/newcot/FinFutWk.txt, expected a file");
            assertThat(second.published()).isFalse();
            assertThat(Flow.openInterest(application, TFF_FO, EURO)).hasSize(3);
        }
    }

    @Test
    void reportsAVariantWithoutAnyData() {
        flow.variants(TFF_FO, LEGACY_FO);
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().flaws())
                    .contains("legacy/fo: no data at all")
                    .noneMatch(flaw -> flaw.startsWith("tff/fo"));
        }
    }

    @Test
    void parsesTheSameArchiveOfAnotherUpstreamAgain() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
        }
        try (Flow other = new Flow(directory)
                .release(YEAR_2025, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_111))
                .release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000))) {
            other.upstream.release(
                    YEAR_2025.path(), CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, EURO, "2025-12-30", 1_111)));
            try (RunningApplication restarted = other.start()) {
                restarted.refreshReports();

                assertThat(other.upstream.requests()).noneMatch(Request::conditional);
                assertThat(Flow.openInterest(restarted, TFF_FO, EURO)).containsEntry(LocalDate.of(2025, 12, 30), 1_111);
            }
        }
    }

    @Test
    void recordsEveryStoredEditionWithItsHeaders() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            DownloadStore downloads = new DownloadStore(application.database(), Flow.JUNE_2026);
            assertThat(List.of(YEAR_2025, YEAR_2026, CURRENT_WEEK))
                    .map(archive -> downloads
                            .find(archive.path(), archive.firstYear(), archive.lastYear())
                            .orElseThrow())
                    .allSatisfy(download -> {
                        assertThat(download.edition().etag()).startsWith("\"");
                        assertThat(download.edition().lastModified()).endsWith("GMT");
                        assertThat(download.edition().url())
                                .isEqualTo(
                                        flow.upstream.url() + download.edition().path());
                        assertThat(directory
                                        .resolve("data")
                                        .resolve("archives")
                                        .resolve(download.edition().file()))
                                .hasSize(download.edition().bytes());
                    });
            assertThat(directory.resolve("data").resolve("incoming")).isEmptyDirectory();
        }
    }

    private static Clock at(String moment) {
        return Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
    }
}
