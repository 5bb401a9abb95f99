package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.intake.Archives;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("poll-inbox")
class PollInboxTest extends RouteTestSupport {
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2025);

    /** The route itself decides which files of the folder it takes. */
    @Override
    protected boolean beginsByCall() {
        return false;
    }

    @Test
    void loadsAFileInARunOfItsOwnAndMovesItToDone() throws Exception {
        replace("run-inbox-file", exchange -> {
            ReportRun run = exchange.getVariable("run", ReportRun.class);
            bean(Archives.class)
                    .storeCopy(
                            run,
                            exchange.getVariable("archive", Archive.class),
                            exchange.getVariable("file", Path.class));
            exchange.getMessage().setBody(bean(ReportRuns.class).finish(run, false, List.of(), null));
        });

        put(YEAR.fileName() + ".part");
        Path file = put(YEAR.fileName());

        await().until(() -> Files.notExists(file));
        assertThat(inbox("done").resolve(YEAR.fileName())).exists();
        assertThat(received("run-inbox-file")).singleElement().satisfies(exchange -> {
            assertThat(exchange.getVariable("archive")).isEqualTo(YEAR);
            assertThat(exchange.getVariable("file")).isEqualTo(file);
        });
        assertThat(inbox(YEAR.fileName() + ".part")).exists();
    }

    @Test
    void rejectsAFileThatIsNoArchive() throws Exception {
        Path file = put("holiday.zip");

        await().until(() -> Files.notExists(file));
        assertThat(inbox("rejected").resolve("holiday.zip")).exists();
        assertThat(inbox("rejected").resolve("holiday.zip.reason.txt")).isNotEmptyFile();
        assertThat(received("run-inbox-file")).isEmpty();
    }

    @Test
    void leavesAFileInTheInboxWhileAnotherRunIsActive() throws Exception {
        ReportRun active = beginReports();
        replace("run-inbox-file", this::finish);
        NotifyBuilder poll = new NotifyBuilder(context).whenDone(1).create();
        Path file = put(YEAR.fileName());
        assertThat(poll.matches(20, TimeUnit.SECONDS)).isTrue();

        assertThat(file).exists();
        assertThat(received("run-inbox-file")).isEmpty();

        bean(ReportRuns.class).finish(active, false, List.of(), null);
        await().until(() -> !received("run-inbox-file").isEmpty());
    }

    @Test
    void leavesAFileInTheInboxAfterALocalFailureAndRetriesItLater() throws Exception {
        replace("run-inbox-file", exchange -> {
            bean(ReportRuns.class).finish(exchange.getVariable("run", ReportRun.class), false, List.of(), null);
            throw new IllegalStateException("the database is closed");
        });
        NotifyBuilder bothFiles = new NotifyBuilder(context).whenDone(2).create();
        Path file = put(YEAR.fileName());
        put("holiday.zip");
        assertThat(bothFiles.matches(20, TimeUnit.SECONDS)).isTrue();

        assertThat(file).exists();
        assertThat(received("run-inbox-file")).hasSize(1);

        clock.goToNewYork("2026-06-15T08:02");
        await().until(() -> received("run-inbox-file").size() == 2);
    }

    @Test
    @WithSettings("cotinga.inbox.enabled=false")
    void doesNotExistIfTheSettingsDisableIt() {
        assertThat(context.getRoute("poll-inbox")).isNull();
    }

    private void finish(Exchange exchange) {
        exchange.getMessage()
                .setBody(bean(ReportRuns.class)
                        .finish(exchange.getVariable("run", ReportRun.class), false, List.of(), null));
    }

    private Path put(String name) throws Exception {
        Path folder = Files.createDirectories(inbox(""));
        return Files.write(
                folder.resolve(name), CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, "099741", "2025-06-03", 100)));
    }

    private Path inbox(String name) {
        return directory.resolve("data/inbox").resolve(name);
    }
}
