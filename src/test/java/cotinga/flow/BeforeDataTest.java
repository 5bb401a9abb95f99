package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The responses and health checks of a service before its first publication. */
class BeforeDataTest {
    private static final String EURO = "099741";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HEALTH = "/observe/health";
    private static final List<String> READS = List.of(
            "/markets",
            "/markets/tff/fo",
            "/markets/tff/fo/" + EURO,
            "/markets/tff/fo/" + EURO + "?known_at=2026-06-10",
            "/markets/tff/fo/" + EURO + "/prices",
            "/markets/tff/fo/" + EURO + "/analytics?measures=index",
            "/event-studies",
            "/screener/tff/fo",
            "/screener/tff/fo?known_at=2026-06-10",
            "/screener-v2",
            "/dashboard/" + EURO,
            "/dashboard/" + EURO + "?report_type=tff",
            "/revisions");
    private static final List<String> ALWAYS =
            List.of("/api/v1/cot/status", "/api/v1/cot/quality", "/api/v1/cot/groups/tff", "/api/docs");

    @AutoClose
    private Flow flow;

    private int managementPort;

    @BeforeEach
    void release(@TempDir Path directory) {
        managementPort = Integer.parseInt(RunningApplication.freePort());
        flow = new Flow(directory)
                .variants(TFF_FO, LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.management.port", String.valueOf(managementPort))
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
    }

    @Test
    void returns503WithTheProgressOfTheRunUntilTheFirstPublication() throws Exception {
        try (RunningApplication service = flow.serve()) {
            READS.forEach(path ->
                    assertThat(unavailable(service, path, "60")).as(path).contains("no run of reports is in progress"));

            StandInUpstream.Hold hold =
                    flow.upstream.hold(Archive.yearly(TFF_FO, 2026).path());
            CompletableFuture<?> run = CompletableFuture.supplyAsync(service::refreshReports);
            assertThat(hold.awaitRequest()).isTrue();
            for (String path : READS) {
                JsonNode problem = Flow.json(service.get(path).body());
                JsonNode progress = problem.get("progress");
                assertThat(progress.get("planned").intValue()).as(path).isPositive();
                assertThat(progress.get("done").intValue())
                        .isLessThan(progress.get("planned").intValue());
                assertThat(problem.get("retry_after_sec").intValue()).isBetween(1, 60);
                assertThat(problem.get("detail").textValue()).contains("a run of reports is in progress, ");
            }
            JsonNode update = Flow.json(service.get("/status").body()).at("/scheduler/update");
            assertThat(update.at("/progress/planned").intValue()).isPositive();
            assertThat(update.at("/progress").has("eta_sec")).isTrue();

            hold.release();
            run.join();
            READS.forEach(
                    path -> assertThat(service.get(path).statusCode()).as(path).isEqualTo(200));
            assertThat(Flow.json(service.get("/status").body())
                            .at("/scheduler/update/progress")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void returnsStatusQualityGroupsAndPagesWithoutData() {
        try (RunningApplication service = flow.serve()) {
            for (String path : ALWAYS) {
                assertThat(service.ask("GET", path, "").statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void returns503ForAConfiguredVariantWithoutDataAnd404ForAnUnconfiguredOne() {
        flow.variants(TFF_FO, TFF_CO, LEGACY_FO);
        try (RunningApplication service = flow.serve()) {
            assertThat(service.get("/markets/disagg/fo").statusCode())
                    .as("nothing has been published")
                    .isEqualTo(404);

            service.refreshReports();

            for (String path : List.of("/markets/tff/co", "/screener/tff/co", "/markets/tff/co/" + EURO)) {
                assertThat(unavailable(service, path, "60")).startsWith("No data of tff/co have been published yet; ");
            }
            assertThat(unavailable(service, "/screener-v2?subtype=co", "60"))
                    .startsWith("No data of any report of subtype co have been published yet; ");
            for (String path : List.of(
                    "/markets/disagg/fo",
                    "/screener/disagg/fo",
                    "/markets/disagg/fo/" + EURO,
                    "/markets/disagg/fo/" + EURO + "/prices",
                    "/dashboard/" + EURO + "?report_type=disagg")) {
                HttpResponse<String> answer = service.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).contains("There are no data for disagg/fo. Variants with data: tff/fo");
            }
        }
    }

    @Test
    void isReadyOnceADataVersionCanBeRead() {
        try (RunningApplication service = flow.serve()) {
            assertThat(health(service, "GET", "/ready").statusCode()).isEqualTo(503);
            assertThat(health(service, "GET", "/ready").body()).contains("No data version has been published yet");
            assertThat(health(service, "GET", "/live").statusCode()).isEqualTo(200);

            service.refreshReports();

            await().atMost(SOON).until(() -> health(service, "GET", "/ready").statusCode() == 200);
        }
    }

    @Test
    void supportsHeadOnTheManagementPort() {
        try (RunningApplication service = flow.serve()) {
            for (int publication = 0; publication < 2; publication++) {
                for (String path : List.of("", "/live", "/ready")) {
                    HttpResponse<String> get = health(service, "GET", path);
                    HttpResponse<String> head = health(service, "HEAD", path);

                    assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
                    assertThat(head.body()).isEmpty();
                    assertThat(head.headers().firstValue("Content-Type"))
                            .isEqualTo(get.headers().firstValue("Content-Type"));
                }
                service.refreshReports();
                await().atMost(SOON)
                        .until(() -> health(service, "GET", "/ready").statusCode() == 200);
            }
            assertThat(health(service, "POST", "").statusCode()).isEqualTo(405);
        }
    }

    private HttpResponse<String> health(RunningApplication service, String method, String path) {
        return service.askPort(managementPort, method, HEALTH + path);
    }

    /** The detail of a 503. */
    private static String unavailable(RunningApplication service, String path, String retryAfter) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains(retryAfter);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        return Flow.json(answer.body()).get("detail").textValue();
    }
}
