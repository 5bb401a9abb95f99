package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The phases of a shutdown: requests are answered for a while, then rejected, and the current step of a run may end. */
@Timeout(60)
class DrainTest {
    private static final String EURO = "099741";
    private static final String MARKET = "/markets/tff/fo/" + EURO;
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive WEEKLY = Archive.weekly(TFF_FO);

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(WEEKLY, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
    }

    @Test
    void answersRequestsWithConnectionCloseWhileItDrains() throws Exception {
        flow.set("cotinga.stop.drain", "3s");
        RunningApplication service = flow.servePublished();
        List<String> paths = List.of(MARKET, MARKET + "?format=csv", "/status");
        paths.forEach(service::get); // one of them is answered before the router from now on
        service.get(MARKET);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);
        await().until(() -> service.manage("/observe/health/ready").statusCode() == 503);

        for (String path : paths) {
            HttpResponse<String> response = service.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Connection")).as(path).contains("close");
        }
        assertThat(service.manage("/observe/health/live").statusCode()).isEqualTo(200);
        stop.get(20, TimeUnit.SECONDS);
    }

    @Test
    void rejectsRequestsAfterTheDrainWhileTheCurrentStepEnds() throws Exception {
        flow.set("cotinga.stop.timeout", "20s").publish();
        RunningApplication service = flow.serve();
        StandInUpstream.Hold hold = flow.upstream.hold(WEEKLY.path());
        flow.release(WEEKLY, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 401));
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        assertThat(hold.awaitRequest()).isTrue();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(service::close);
        await().atMost(Duration.ofSeconds(10)).until(() -> service.get(MARKET).statusCode() == 503);
        assertThat(service.get(MARKET).headers().firstValue("Retry-After")).isPresent();
        assertThat(stop).as("it waits for the step").isNotDone();
        hold.release();

        stop.get(15, TimeUnit.SECONDS);
        long id = run.get(5, TimeUnit.SECONDS).id();
        try (RunningApplication after = flow.start()) {
            RunStore runs = new RunStore(after.database(), Flow.JUNE_2026);
            assertThat(runs.last(RunKind.REPORTS).orElseThrow().status())
                    .as("the run is interrupted after the step")
                    .isEqualTo(RunStatus.RUNNING);
            assertThat(runs.steps(id))
                    .filteredOn(step -> step.name().equals(WEEKLY.label()))
                    .extracting(RunStep::status)
                    .containsExactly(StepStatus.DONE);
        }
    }
}
