package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edition under which a file is archived, also if the process ended before. */
class LeftoversTest {
    private static final String EURO = "099741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);

    private Path directory;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void storeAYear(@TempDir Path temporary) {
        directory = temporary;
        flow = new Flow(temporary)
                .years(2026, 2026)
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 2_000))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 3_000));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
        }
    }

    @Test
    void keepsAStoredLeftoverThatAnotherBuildParsesAgain() throws IOException {
        Path archive = directory.resolve("data/archives/fut_fin_txt_2026.zip");
        try (RunningApplication application = flow.start()) {
            Flow.execute(application, "UPDATE report_state SET build = 'build=another'");
        }
        Files.createDirectories(directory.resolve("data/incoming"));
        Files.move(archive, directory.resolve("data/incoming/fut_fin_txt_2026.zip"));
        try (RunningApplication application = flow.start()) {
            assertThat(application.context().isStarted()).isTrue();
            assertThat(archive).isRegularFile();
        }
    }

    @Test
    void archivesAnOlderLeftoverAsAnEarlierEdition() throws IOException {
        Path archive = directory.resolve("data/archives/fut_fin_txt_2026.zip");
        byte[] newest = Files.readAllBytes(archive);
        flow.upstream.releaseOlder(
                YEAR.path(),
                CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 1_999)),
                "Fri, 02 Jan 2026 20:30:00 GMT");
        Path earlier = directory.resolve("data/archives/earlier/fut_fin_txt_2026-20260102T203000Z.zip");
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            assertThat(earlier).isRegularFile();
        }
        Files.createDirectories(directory.resolve("data/incoming"));
        Files.move(earlier, directory.resolve("data/incoming/fut_fin_txt_2026.zip"));
        try (RunningApplication application = flow.start()) {
            assertThat(application.context().isStarted()).isTrue();
            assertThat(earlier).isRegularFile();
            assertThat(archive).hasBinaryContent(newest);
        }
    }
}
