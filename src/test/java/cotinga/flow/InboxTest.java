package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.intake.Inbox;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StoredRuns;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.DownloadStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that someone copies into the inbox. */
class InboxTest {
    private static final String EURO = "099741";
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);
    private static final Instant SAVED = Instant.parse("2026-06-12T21:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");

    @AutoClose
    private Flow flow;

    private Path inbox;
    private RunningApplication service;

    @BeforeEach
    void serve(@TempDir Path directory) {
        flow = new Flow(directory).set("cotinga.inbox.settle", "200");
        inbox = directory.resolve("data").resolve("inbox");
        service = flow.serve(clock);
    }

    @Test
    void loadsAndPublishesAFileAsIfItHadBeenDownloaded() throws IOException {
        put("fut_fin_txt_2026 (1).zip", year2026("2026-06-02", 2_000));
        awaitFile("done/fut_fin_txt_2026 (1).zip");

        assertThat(Flow.openInterest(service, TFF_FO, EURO))
                .containsExactly(Map.entry(LocalDate.parse("2026-06-02"), 2_000));
        assertThat(flow.exported("market_099741_tff_fo.json")).exists();
        assertThat(flow.upstream.requests()).isEmpty();
        Run run = new RunStore(service.database(), Flow.JUNE_2026)
                .lastFinished(RunKind.REPORTS)
                .orElseThrow();
        assertThat(run.cause()).isEqualTo(RunCause.INBOX);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
        Download download = new DownloadStore(service.database(), Flow.JUNE_2026)
                .find(YEAR_2026.path(), 2026, 2026)
                .orElseThrow();
        assertThat(download.edition().url()).isEqualTo("inbox:fut_fin_txt_2026 (1).zip");
        assertThat(download.lastModifiedAt()).isEqualTo(SAVED);
        assertThat(download.edition().etag()).isNull();

        put("fut_fin_txt_2026 (1).zip", year2026("2026-06-02", 2_000));
        await().atMost(PATIENCE).until(() -> files("done").size() == 2);
        assertThat(files("done"))
                .allSatisfy(name -> assertThat(name).matches("fut_fin_txt_2026 \\(1\\)(-20260615T120000.000Z)?.zip"));
        assertThat(manifestVersion()).isEqualTo(1);

        flow.release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 9_000));
        assertThat(Flow.outcome(service.refreshReports(), YEAR_2026).message())
                .contains("1 skipped because a newer file has them");
        assertThat(flow.upstream.requests())
                .filteredOn(request -> request.path().equals(YEAR_2026.path()))
                .noneMatch(StandInUpstream.Request::conditional);
    }

    /** A process that is killed after its publication has not yet written the manifest, and its file is still in the inbox. */
    @Test
    void completesTheFilesOfAKilledPublicationAsTheNextDataVersion() throws IOException {
        put("fut_fin_txt_2026.zip", year2026("2026-06-02", 2_000));
        awaitFile("done/fut_fin_txt_2026.zip");
        Path market = flow.exported("market_099741_tff_fo.json");
        byte[] published = Files.readAllBytes(market);
        service.close();
        Files.delete(flow.exported("manifest.json"));
        Files.delete(market);
        Files.move(inbox.resolve("done/fut_fin_txt_2026.zip"), inbox.resolve("fut_fin_txt_2026.zip"));

        service = flow.serve(clock);
        awaitFile("done/fut_fin_txt_2026.zip");

        assertThat(runs().get(0).counts().weeksWritten()).isZero();
        assertThat(manifestVersion()).isEqualTo(2);
        assertThat(market).hasBinaryContent(published);
        assertThat(Flow.openInterest(service, TFF_FO, EURO))
                .containsExactly(Map.entry(LocalDate.parse("2026-06-02"), 2_000));

        put("fut_fin_txt_2026.zip", year2026("2026-06-02", 2_000));
        await().atMost(PATIENCE).until(() -> files("done").size() == 2);
        assertThat(manifestVersion()).as("nothing is incomplete").isEqualTo(2);
    }

    @Test
    void rejectsAnUnusableFileWithTheReasonBesideIt() throws IOException {
        put("annual.txt", year2026("2026-06-02", 2_000));
        put("fut_fin_txt_2024.zip", year2026("2024-06-04", 2_000));
        put("deacot2026.zip", CftcFiles.zip(LEGACY_FO, CftcFiles.week(LEGACY_FO, EURO, "2026-06-02", 1)));
        put("fut_fin_txt_2025.zip", year2026("2026-06-02", 2_000));
        put("fut_fin_txt_2026.zip", "<html><title>Access denied</title></html>".getBytes(StandardCharsets.UTF_8));
        put("FinFutWk.txt.crdownload", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000)));
        put(".FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000)));
        await().atMost(PATIENCE).until(() -> files("rejected").size() == 10);

        assertThat(reason("annual.txt"))
                .startsWith("annual.txt: found an unknown file name, expected one of deacot{year}.zip,")
                .endsWith("Rename it as on the CFTC's site and copy it into the inbox again.\n");
        assertThat(reason("fut_fin_txt_2024.zip"))
                .isEqualTo("fut_fin_txt_2024.zip: found weeks of 2024, expected a year from 2025 to 2026. Set "
                        + "cotinga.cftc.first-year and cotinga.cftc.last-year so that they include the year, and copy"
                        + " the file into the inbox again.\n");
        assertThat(reason("deacot2026.zip"))
                .startsWith("deacot2026.zip: found a file of legacy/fo, expected one of tff/fo. Add the report to");
        assertThat(reason("fut_fin_txt_2025.zip"))
                .startsWith("fut_fin_txt_2025.zip: found no week of 2025, expected some.");
        assertThat(reason("fut_fin_txt_2026.zip"))
                .startsWith("fut_fin_txt_2026.zip: found a web page, 'Access denied', expected a zip archive");
        assertThat(files("done")).isEmpty();
        assertThat(files(".")).contains(".FinFutWk.txt", "FinFutWk.txt.crdownload");
        assertThat(Flow.openInterest(service, TFF_FO, EURO)).isEmpty();
    }

    @Test
    void anOlderArchiveReplacesNothingOfTheNewest() throws IOException {
        flow.upstream.release(YEAR_2026.path(), year2026("2026-06-09", 3_000));
        service.refreshReports();
        put("fut_fin_txt_2026.zip", year2026("2026-06-02", 2_000), Instant.parse("2026-01-02T21:00:00Z"));
        awaitFile("done/fut_fin_txt_2026.zip");

        assertThat(Flow.openInterest(service, TFF_FO, EURO)).hasSize(2);
        Path archives = flow.directory().resolve("data").resolve("archives");
        assertThat(archives.resolve("fut_fin_txt_2026.zip")).hasBinaryContent(year2026("2026-06-09", 3_000));
        assertThat(archives.resolve("earlier/fut_fin_txt_2026-20260102T210000Z.zip"))
                .hasBinaryContent(year2026("2026-06-02", 2_000));
        assertThat(new DownloadStore(service.database(), Flow.JUNE_2026).find(YEAR_2026.path(), 2026, 2026))
                .hasValueSatisfying(
                        download -> assertThat(download.edition().etag()).isNotNull());
    }

    @Test
    void aDateInTheFutureBlocksNoCorrection() throws IOException {
        put("fut_fin_txt_2026.zip", year2026("2026-06-02", 2_000), Instant.parse("2100-01-01T00:00:00Z"));
        awaitFile("done/fut_fin_txt_2026.zip");
        clock.goTo("2026-06-15T13:00:00Z");

        put("fut_fin_txt_2026.zip", year2026("2026-06-02", 3_000), Instant.parse("2026-06-15T12:30:00Z"));

        await().atMost(PATIENCE)
                .until(() -> Flow.openInterest(service, TFF_FO, EURO).containsValue(3_000));
    }

    @Test
    void removesProcessedFilesAfterTheirRetention() throws IOException {
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000)));
        put("unknown.zip", new byte[] {1});
        awaitFile("done/FinFutWk.txt");
        awaitFile("rejected/unknown.zip");
        Inbox known = Objects.requireNonNull(service.context().getRegistry().lookupByNameAndType("inbox", Inbox.class));

        assertThat(known.removeProcessedBefore(Instant.now().minusSeconds(600)))
                .as("the date of the file itself is of June")
                .isZero();
        assertThat(known.removeProcessedBefore(Instant.now().plusSeconds(600))).isEqualTo(3);
        assertThat(files("done")).isEmpty();
    }

    @Test
    void loadsAFileThatCannotBeMovedOnce() throws IOException {
        Path inTheWay = Files.createSymbolicLink(inbox.resolve("done"), inbox.resolve("nowhere"));
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 3_000)));
        awaitRuns(1);
        put("unknown.zip", new byte[] {1});
        awaitFile("rejected/unknown.zip"); // the other one is older and would come first

        assertThat(runs()).singleElement().satisfies(run -> assertThat(run.status())
                .isEqualTo(RunStatus.SUCCESS));
        assertThat(inbox.resolve("FinFutWk.txt")).exists();

        Files.delete(inTheWay);
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-09", 10_000)));
        awaitFile("done/FinFutWk.txt");
        assertThat(runs()).hasSize(2);
        assertThat(Flow.openInterest(service, TFF_FO, EURO)).hasSize(2);
    }

    @Test
    void logsARejectedFileThatCannotBeMovedOnce() throws IOException {
        Path inTheWay = Files.createSymbolicLink(inbox.resolve("rejected"), inbox.resolve("nowhere"));
        put("fut_fin_txt_2025.zip", year2026("2026-06-02", 2_000));
        awaitRuns(1);
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000)));
        awaitFile("done/FinFutWk.txt");

        assertThat(runs()).hasSize(2);
        assertThat(inTheWay).isSymbolicLink();
        assertThat(inbox.resolve("fut_fin_txt_2025.zip")).exists();
    }

    @Test
    void retriesAFileAfterALocalFailure() throws IOException {
        Flow.execute(service, "ALTER TABLE revision RENAME TO mislaid");
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000)));
        awaitRuns(1);
        put("unknown.zip", new byte[] {1});
        awaitFile("rejected/unknown.zip");

        assertThat(runs()).hasSize(1);
        assertThat(files("rejected")).doesNotContain("FinFutWk.txt");
        assertThat(inbox.resolve("FinFutWk.txt")).exists();

        Flow.execute(service, "ALTER TABLE mislaid RENAME TO revision");
        clock.goTo("2026-06-15T12:01:00Z");
        awaitFile("done/FinFutWk.txt");
        assertThat(Flow.openInterest(service, TFF_FO, EURO)).hasSize(1);
    }

    @Test
    void aStoredFileIsMovedThoughItsRunCannotPublish() throws IOException {
        Flow.execute(service, "ALTER TABLE price_state RENAME TO mislaid");
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000)));
        awaitFile("done/FinFutWk.txt");

        assertThat(runs()).singleElement().satisfies(run -> assertThat(run.error())
                .containsIgnoringCase("price_state"));
    }

    @Test
    void retriesAFileWhoseRunCannotBegin() throws IOException {
        Flow.execute(service, "ALTER TABLE run_step RENAME TO mislaid");
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000)));
        put("unknown.zip", new byte[0]);
        awaitFile("rejected/unknown.zip");
        assertThat(inbox.resolve("FinFutWk.txt")).exists();

        Flow.execute(service, "ALTER TABLE mislaid RENAME TO run_step");
        clock.goTo("2026-06-15T13:00:00Z");
        awaitFile("done/FinFutWk.txt");
    }

    @Test
    void aFileWaitsWhileAnotherRunIsActive() throws Exception {
        flow.release(YEAR_2026, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000));
        StandInUpstream.Hold hold = flow.upstream.hold(YEAR_2026.path());
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        assertThat(hold.awaitRequest()).isTrue();
        put("FinFutWk.txt", CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000)));
        put("unknown.zip", new byte[] {1});
        awaitFile("rejected/unknown.zip"); // found after the file that waits, which is older

        assertThat(inbox.resolve("FinFutWk.txt")).exists();
        hold.release();
        run.join();

        awaitFile("done/FinFutWk.txt");
        assertThat(Flow.openInterest(service, TFF_FO, EURO)).hasSize(2);
    }

    @Test
    void noNameOrDateOfAFileBlocksTheOthers() throws Exception {
        byte[] good = CftcFiles.text(CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000));
        String longName = "x".repeat(240) + ".zip";
        put("null", good);
        put("'quoted'", good);
        put("evil\n12:00:00 INFO  Application  all is well.zip", good);
        put(longName.substring(20), good);
        Files.createDirectories(inbox.resolve("deacot2026.zip"));
        Files.createSymbolicLink(inbox.resolve("com_fin_txt_2026.zip"), inbox.resolve("nowhere"));
        put("FinFutWk.txt", good, SAVED.plus(Duration.ofDays(90)));
        awaitFile("done/FinFutWk.txt");
        await().atMost(PATIENCE).until(() -> files("rejected").size() == 8);

        assertThat(Flow.openInterest(service, TFF_FO, EURO)).hasSize(1);
        assertThat(reason("null")).startsWith("null: found an unknown file name");
        assertThat(reason("'quoted'")).startsWith("'quoted': found an unknown file name");
        assertThat(reason("evil\n12:00:00 INFO  Application  all is well.zip"))
                .startsWith("evil\\u000A12:00:00 INFO  Application  all is well.zip: found an unknown file name")
                .hasLineCount(1);
        assertThat(files(".")).contains("deacot2026.zip", "com_fin_txt_2026.zip");
    }

    private static byte[] year2026(String reportDate, int openInterest) {
        return CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, EURO, reportDate, openInterest));
    }

    private void put(String name, byte[] bytes) throws IOException {
        put(name, bytes, SAVED);
    }

    private void put(String name, byte[] bytes, Instant saved) throws IOException {
        Path written = Files.write(inbox.resolve(".writing"), bytes);
        Files.setLastModifiedTime(written, FileTime.from(saved));
        Files.move(written, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private long manifestVersion() {
        return flow.exportedJson("manifest.json").get("data_version").longValue();
    }

    private List<Run> runs() {
        return StoredRuns.newest(new RunStore(service.database(), Flow.JUNE_2026), 10);
    }

    private void awaitRuns(int ended) {
        await().atMost(PATIENCE)
                .until(() -> runs().stream()
                                .filter(run -> run.status() != RunStatus.RUNNING)
                                .count()
                        == ended);
    }

    private void awaitFile(String name) {
        await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve(name)));
    }

    private List<String> files(String folder) throws IOException {
        Path directory = inbox.resolve(folder);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String reason(String name) throws IOException {
        return Files.readString(inbox.resolve("rejected").resolve(name + ".reason.txt"));
    }
}
