package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnH2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** A backup that the schedule takes and an operator restores. */
class BackupTest {
    private static final String WHEAT = "001602";
    private static final Archive YEAR = Archive.yearly(LEGACY_FO, 2026);

    private Path directory;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path temporary) {
        directory = temporary;
        flow = new Flow(temporary)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .release(YEAR, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300))
                .release(Archive.weekly(LEGACY_FO), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400));
    }

    @Test
    @OnlyOnH2
    void aRestoredBackupReturnsTheDataOfItsTime() throws Exception {
        List<String> before;
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            before = answers(service);
            fire(service, "back-up");
            await().atMost(Duration.ofSeconds(30)).until(() -> !backups().isEmpty());
            flow.release(YEAR, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 333));
            service.refreshReports();
            assertThat(answers(service)).isNotEqualTo(before);
        }

        Files.delete(directory.resolve("data/cotinga.mv.db"));
        unzip(backups().get(0), directory.resolve("data"));

        try (RunningApplication service = flow.serve()) {
            assertThat(answers(service)).isEqualTo(before);
            service.refreshReports();
            assertThat(service.get("/markets/legacy/fo/" + WHEAT).body()).contains("333");
        }
        try (RunningApplication service = flow.serve()) {
            assertThat(service.get("/markets/legacy/fo/" + WHEAT).body()).contains("333");
        }
    }

    @Test
    @OnlyOnH2
    void theScheduleListsBackupsAndCleanUps() {
        try (RunningApplication service = flow.serve()) {
            assertThat(Flow.json(service.get("/status").body()).at("/scheduler/jobs"))
                    .extracting(job -> job.get("id").textValue())
                    .contains("back-up", "clean-up");
        }
    }

    @Test
    void backupsCanBeDisabled() {
        flow.set("cotinga.backup.enabled", "false");
        try (RunningApplication service = flow.serve()) {
            assertThat(service.context().getRoute("back-up")).isNull();
        }
    }

    @Test
    void doesNotBackUpADatabaseThatIsNotAFile() {
        flow.set("cotinga.database.url", "jdbc:h2:mem:nofile");
        try (RunningApplication service = flow.serve()) {
            assertThat(service.context().getRoute("back-up")).isNull();
        }
    }

    @Test
    void removesOldRecordsAndFilesOnSchedule() throws Exception {
        flow.set("cotinga.run.keep", "1s").set("cotinga.data.keep-archives", "1s");
        Path rejected =
                Files.createDirectories(directory.resolve("data/rejected")).resolve("page.zip");
        Files.writeString(rejected, "a page");
        Files.setLastModifiedTime(rejected, FileTime.from(Instant.EPOCH));
        try (RunningApplication service = flow.serve()) {
            fire(service, "clean-up");
            await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(rejected));
        }
    }

    private static List<String> answers(RunningApplication service) {
        return List.of(
                service.get("/markets/legacy/fo/" + WHEAT).body(),
                service.get("/screener/legacy/fo").body(),
                service.get("/dashboard/" + WHEAT).body(),
                Flow.json(service.get("/status").body()).get("data").toString(),
                Flow.json(service.get("/status").body()).get("data_version").toString());
    }

    private static void fire(RunningApplication service, String trigger) throws SchedulerException {
        Scheduler scheduler =
                service.context().getComponent("quartz", QuartzComponent.class).getScheduler();
        List<JobKey> jobs = new ArrayList<>(scheduler.getJobKeys(GroupMatcher.anyJobGroup()));
        jobs.removeIf(job -> !job.getName().equals(trigger));
        assertThat(jobs).hasSize(1);
        scheduler.triggerJob(jobs.get(0));
    }

    private List<Path> backups() throws IOException {
        Path folder = directory.resolve("data/backups");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }

    private static void unzip(Path copy, Path target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, target.resolve(entry.getName()));
            }
        }
    }
}
