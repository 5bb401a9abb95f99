package cotinga.recovery;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.flow.Flow;
import cotinga.flow.StandInUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service in a separate process that gets requests from its start, and SIGTERM while an upstream hangs. */
class StopUnderLoadTest {
    private static final String EURO = "099741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final int CLIENTS = 4;

    @Test
    void losesNoRequestBetweenStartAndStop(@TempDir Path directory) throws Exception {
        try (Flow flow = new Flow(directory)) {
            flow.years(2026, 2026)
                    .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                    .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
            flow.publish();
            StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
            int port = Integer.parseInt(RunningApplication.freePort());
            Map<String, String> settings = new HashMap<>(flow.settings());
            settings.put("cotinga.run.on-start", "true");
            settings.put("cotinga.http.port", String.valueOf(port));
            settings.put("cotinga.management.port", RunningApplication.freePort());
            settings.put("cotinga.api.rate-limit.reads", "0");
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            OneRun service = OneRun.service(
                    directory, directory.resolve("service.log"), RunningApplication.asEnvironment(settings));
            try {
                List<LoadClient> loads = IntStream.range(0, CLIENTS)
                        .mapToObj(number -> new LoadClient(port, number, service::isAlive))
                        .toList();
                List<Future<?>> running =
                        loads.stream().<Future<?>>map(clients::submit).toList();
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> loads.stream().allMatch(client -> client.answered(200) >= 20));

                assertThat(hold.awaitRequest()).isTrue();
                assertThat(loads)
                        .as("while the service runs")
                        .extracting(LoadClient::neverAccepted)
                        .containsOnly(0);

                service.terminate();

                assertThat(service.awaitStop()).as(service.output()).isEqualTo(143);
                for (Future<?> client : running) {
                    client.get(60, TimeUnit.SECONDS);
                }
                assertThat(loads).flatExtracting(LoadClient::odd).isEmpty();
                assertThat(loads)
                        .as("one connection each, closed while its client did not send")
                        .extracting(LoadClient::closedWhileIdle)
                        .allMatch(count -> count <= 1);
                assertThat(loads)
                        .as("one connection each, made while the port was being closed")
                        .extracting(LoadClient::neverAccepted)
                        .allMatch(count -> count <= 1);
                assertThat(loads).extracting(client -> client.answered(200)).allMatch(count -> count >= 20);
            } finally {
                service.kill();
                clients.shutdownNow();
                hold.release();
            }
        }
    }
}
