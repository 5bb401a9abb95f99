package cotinga.routes.publish;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.intake.Archives;
import cotinga.monitor.Monitor;
import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("export-files")
@WithSettings("cotinga.cftc.variants=legacy/fo,tff/fo")
class ExportFilesTest extends RouteTestSupport {
    private ReportRun run;
    private PendingPublication publication;

    @BeforeEach
    void storeWeeks() throws Exception {
        run = beginReports();
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO)) {
            Archive archive = Archive.yearly(variant, 2026);
            Path file = Files.write(
                    directory.resolve(archive.fileName()),
                    CftcFiles.zip(variant, CftcFiles.week(variant, "099741", "2026-06-09", 1_000)));
            bean(Archives.class).storeCopy(run, archive, file);
        }
        publication = bean(Publications.class).prepare(run);
    }

    @Test
    void writesTheFilesOfEveryVariant() {
        assertThat(export().getException()).isNull();

        assertThat(directory.resolve("export"))
                .isDirectoryContaining("glob:**/market_099741_legacy_fo.json")
                .isDirectoryContaining("glob:**/markets_legacy_fo.json")
                .isDirectoryContaining("glob:**/market_099741_tff_fo.json")
                .isDirectoryContaining("glob:**/screener_tff_fo.json");
        assertThat(publication.rows()).containsOnlyKeys(LEGACY_FO, TFF_FO);
    }

    @Test
    @WithSettings({"cotinga.cftc.variants=legacy/fo,tff/fo", "cotinga.background.free-disk=900000GB"})
    void writesThemOneAfterTheOtherWhileDiskSpaceIsShort() {
        bean(Monitor.class).observe();

        assertThat(export().getException()).isNull();

        assertThat(publication.rows()).containsOnlyKeys(LEGACY_FO, TFF_FO);
    }

    @Test
    void endsWithTheFirstFailure() {
        bean(ReportRuns.class).fail(run, new IllegalStateException("the database is closed"));

        assertThat(export().getException()).hasStackTraceContaining("Run " + run.id() + " has ended");
    }

    private Exchange export() {
        return callWith("export-files", "publication", publication);
    }
}
