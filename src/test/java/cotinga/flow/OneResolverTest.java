package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.component.file.FileEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running routes use the resolved settings. */
class OneResolverTest {
    private static final Archive YEAR_2026 = Archive.yearly(TFF_FO, 2026);

    @Test
    void routesUseTheResolvedSettingsOnly(@TempDir Path directory) throws Exception {
        try (Flow flow = new Flow(directory)) {
            flow.set("cotinga.cftc.base-url", " " + flow.upstream.url() + "/ ")
                    .set("cotinga.cftc.fallback-url", "")
                    .set("cotinga.cftc.retries", "2 ")
                    .set("cotinga.cftc.schedule", " 0 7 17 ? * MON-FRI ")
                    .set("cotinga.prices.max-per-minute", " 77 ");
            flow.release(YEAR_2026, CftcFiles.week(TFF_FO, "099741", "2026-06-02", 1_000));
            try (RunningApplication service = flow.serve()) {
                System.setProperty("cotinga.prices.max-per-minute", "1");
                System.setProperty("cotinga.cftc.base-url", "http://127.0.0.1:9");
                assertThat(seen(service, "cotinga.cftc.base-url")).isEqualTo(flow.upstream.url());
                assertThat(seen(service, "cotinga.cftc.fallback-url")).isEqualTo("http://off.invalid");
                assertThat(seen(service, "cotinga.cftc.retries")).isEqualTo("2");
                assertThat(seen(service, "cotinga.prices.max-per-minute")).isEqualTo("77");
                assertThat(service.context()
                                .getRoute("poll-reports")
                                .getEndpoint()
                                .getEndpointUri())
                        .contains("cron=0+7+17+%3F+*+MON-FRI&");
                assertThat(Flow.outcome(service.refreshReports(), YEAR_2026).message())
                        .contains("1 new");
            } finally {
                System.clearProperty("cotinga.prices.max-per-minute");
                System.clearProperty("cotinga.cftc.base-url");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"50%25off", "100% c#t & + {x} o'b \"q\" a=b,c"})
    void downloadsAndInboxAreInTheConfiguredDirectory(String name, @TempDir Path home) throws Exception {
        Path directory = Files.createDirectories(home.resolve(name));
        try (Flow flow = new Flow(directory).set("cotinga.inbox.settle", "0")) {
            flow.release(YEAR_2026, CftcFiles.week(TFF_FO, "099741", "2026-06-02", 1_000));
            try (RunningApplication service = flow.serve()) {
                Path data = directory.resolve("data");
                assertThat(service.context().getEndpoints().stream()
                                .filter(FileEndpoint.class::isInstance)
                                .map(FileEndpoint.class::cast)
                                .map(endpoint -> endpoint.getFile().toPath()))
                        .isNotEmpty()
                        .allSatisfy(path -> assertThat(path).startsWithRaw(data));
                service.refreshReports();
                assertThat(data.resolve("archives").resolve(YEAR_2026.fileName()))
                        .exists();
                Files.write(
                        data.resolve("inbox").resolve("FinFutWk.txt"),
                        CftcFiles.text(CftcFiles.week(TFF_FO, "099741", "2026-06-09", 2_000)));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.exists(
                                data.resolve("inbox").resolve("done").resolve("FinFutWk.txt")));
                assertThat(Flow.openInterest(service, TFF_FO, "099741")).hasSize(2);
            }
            try (Stream<Path> folders = Files.list(home)) {
                assertThat(folders).as("no other folder was created").containsExactly(directory);
            }
        }
    }

    private static String seen(RunningApplication service, String key) {
        return service.context().resolvePropertyPlaceholders("{{" + key + "}}");
    }
}
