package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"run-inbox-file", "load-inbox-file", "store-inbox-file"})
class RunInboxFileTest extends RouteTestSupport {
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2025);

    @Test
    void storesACopyOfTheFileThenPublishes() throws Exception {
        Path file = file(CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, "099741", "2025-06-03", 100)));
        ReportRun run = bean(ReportRuns.class).beginInbox(YEAR);

        assertThat(load(run, file).getException()).isNull();

        assertThat(calledRoutes())
                .containsExactly("load-inbox-file", "store-inbox-file", "publish", "finish-report-run");
        assertThat(outcome(run).kind()).isEqualTo(Kind.STORED);
        assertThat(file).exists();
    }

    @Test
    void publishesAfterAFileThatCannotBeUsed() throws Exception {
        Path file = file("<html><title>Maintenance</title></html>".getBytes(StandardCharsets.US_ASCII));
        ReportRun run = bean(ReportRuns.class).beginInbox(YEAR);

        assertThat(load(run, file).getException()).isNull();

        assertThat(calledRoutes())
                .containsExactly("load-inbox-file", "store-inbox-file", "publish", "finish-report-run");
        assertThat(outcome(run).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void recordsARunThatCannotContinueAsFailed() throws Exception {
        Path file = file(CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, "099741", "2025-06-03", 100)));
        replace("publish", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        Exchange exchange = load(bean(ReportRuns.class).beginInbox(YEAR), file);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(RunSummary.class).failures())
                .containsExactly("the database is closed");
        assertThat(calledRoutes()).doesNotContain("finish-report-run");
        assertThat(bean(ReportRuns.class).isUnderWay()).isFalse();
    }

    private Exchange load(ReportRun run, Path file) {
        return callWith("run-inbox-file", "run", run, "archive", YEAR, "file", file);
    }

    private ArchiveOutcome outcome(ReportRun run) {
        return bean(ReportRuns.class)
                .finish(run, false, List.of(), null)
                .outcomes()
                .get(0);
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(directory.resolve(YEAR.fileName()), content);
    }
}
