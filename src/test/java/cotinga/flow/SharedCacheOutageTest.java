package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose shared cache accepts connections and never replies. */
class SharedCacheOutageTest {
    private static final String KEY = "the operator's key";
    private static final String WHEAT = "001602";

    @Test
    void costsNoRequestAndIsReported(@TempDir Path directory) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Flow flow = new Flow(directory)
                        .variants(LEGACY_FO)
                        .years(2026, 2026)
                        .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                        .set("cotinga.cache.shared", "redis://127.0.0.1:" + silent.getLocalPort())
                        .release(
                                Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300))) {
            RunningApplication service = flow.servePublished();

            for (int limit = 1; limit <= 20; limit++) {
                assertThat(service.get("/screener/legacy/fo?limit=" + limit).statusCode())
                        .isEqualTo(200);
            }

            JsonNode shared = Flow.json(
                            admin(service, "GET", "/api/v1/admin/cache_stats").body())
                    .get("shared");
            assertThat(shared.get("available").booleanValue()).isFalse();
            assertThat(shared.get("hits").intValue()).isZero();
            assertThat(shared.get("hit_rate").isNull()).isTrue();
            assertThat(shared.get("failures").intValue())
                    .as("of the warm-up and these requests, before the breaker opened, and one every five seconds")
                    .isBetween(5, 15);
            assertThat(shared.get("bypassed").intValue()).isPositive();
            Map<String, Double> metrics = Metrics.scrape(service);
            assertThat(metrics)
                    .containsEntry("cotinga_shared_cache_available", 0.0)
                    .containsEntry("cotinga_shared_cache_hits_total", 0.0)
                    .containsEntry("cotinga_shared_cache_misses_total", 0.0)
                    .containsEntry("cotinga_shared_cache_stored_total", 0.0)
                    .containsEntry("cotinga_shared_cache_not_stored_total", 0.0);
            assertThat(metrics.get("cotinga_shared_cache_failures_total")).isGreaterThanOrEqualTo(5);
            assertThat(metrics.get("cotinga_shared_cache_bypassed_total")).isPositive();

            JsonNode invalidated = Flow.json(
                    admin(service, "POST", "/api/v1/admin/cache/invalidate").body());
            assertThat(invalidated.get("invalidated").intValue()).isGreaterThanOrEqualTo(20);
            assertThat(invalidated.at("/shared/invalidated").booleanValue()).isFalse();
            assertThat(invalidated.at("/shared/problem").textValue())
                    .startsWith("Found no reply at redis://127.0.0.1:" + silent.getLocalPort());
        }
    }

    private static HttpResponse<String> admin(RunningApplication service, String method, String path) {
        HttpResponse<String> response = service.ask(method, path, "", "X-API-Key", KEY);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }
}
