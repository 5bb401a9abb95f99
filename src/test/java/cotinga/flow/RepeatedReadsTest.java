package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import io.vertx.ext.web.Router;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated reads over real HTTP. They get the same response before the router sees them. */
class RepeatedReadsTest {
    private static final String WHEAT = "001602";
    private static final String MARKET = "/markets/legacy/fo/001602";

    @AutoClose
    private Flow flow;

    @BeforeEach
    void begin(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .release(
                        Archive.yearly(LEGACY_FO, 2026),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-05-26", 200));
    }

    /** Records the requests that the router sees from now on. */
    private static Queue<String> requestsOfRouter(RunningApplication service) {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Router router = (Router) VertxPlatformHttpRouter.lookup(
                        service.context(), VertxPlatformHttpRouter.getRouterNameFromPort(service.port()))
                .getServer()
                .getServer()
                .requestHandler();
        router.route().order(Integer.MIN_VALUE).handler(context -> {
            seen.add(context.request().method() + " " + context.request().uri());
            context.next();
        });
        return seen;
    }

    /** Repeats the request until the response comes from a cache, and once more so that the gateway knows it. */
    private static HttpResponse<byte[]> repeat(RunningApplication service, String path, String... headers) {
        service.getBytes(path, headers);
        return service.getBytes(path, headers);
    }

    private static String tag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    /** The headers without the values that differ between requests. */
    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        for (String name : List.of("x-request-id", "ratelimit-remaining", "ratelimit-reset", "cache-control")) {
            assertThat(headers.replace(name, List.of())).as(name).hasSize(1);
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "https://example.org"})
    void returnsTheSameResponseBeforeTheRouter(String origins) {
        flow.set("cotinga.api.cors-origins", origins);
        try (RunningApplication service = flow.servePublished()) {
            for (String path : List.of(MARKET, MARKET + "?format=csv", "/screener/legacy/fo", "/groups/legacy")) {
                for (String coding : List.of("gzip", "identity")) {
                    HttpResponse<byte[]> known = repeat(service, path, "Accept-Encoding", coding);
                    HttpResponse<byte[]> unchanged =
                            service.getBytes(path, "Accept-Encoding", coding, "If-None-Match", "W/" + tag(known));
                    Queue<String> seen = requestsOfRouter(service);

                    HttpResponse<byte[]> again = service.getBytes(path, "Accept-Encoding", coding);
                    HttpResponse<byte[]> unchangedAgain =
                            service.getBytes(path, "Accept-Encoding", coding, "If-None-Match", tag(known));

                    assertThat(seen).isEmpty();
                    assertThat(again.statusCode()).isEqualTo(200);
                    assertThat(again.body()).isEqualTo(known.body());
                    assertThat(headers(again)).isEqualTo(headers(known));
                    assertThat(unchangedAgain.statusCode()).isEqualTo(304);
                    assertThat(unchangedAgain.body()).isEmpty();
                    assertThat(headers(unchangedAgain)).isEqualTo(headers(unchanged));
                }
            }
        }
    }

    @Test
    void leavesOtherRequestsToTheRouter() {
        try (RunningApplication service = flow.servePublished()) {
            String tag = tag(repeat(service, MARKET));
            Queue<String> seen = requestsOfRouter(service);
            for (List<String> header : List.of(
                    List.of("Origin", "https://example.org"),
                    List.of("X-API-Key", "k"),
                    List.of("Authorization", "Bearer x"),
                    List.of("If-None-Match", "*"),
                    List.of("If-None-Match", "\"a\", " + tag),
                    List.of("If-None-Match", "\"a\""),
                    List.of("Accept", "text/csv"),
                    List.of("Accept-Encoding", "br"))) {
                seen.clear();
                service.get(MARKET, header.toArray(String[]::new));
                assertThat(seen).as(header.toString()).hasSize(1);
            }
            seen.clear();
            service.ask("GET", "/api/v1/cot" + MARKET, "body");
            service.ask("HEAD", "/api/v1/cot" + MARKET, "");
            service.ask("OPTIONS", "/api/v1/cot" + MARKET, "");
            assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void sendsNoHeadersOfABodyWithout() {
        try (RunningApplication service = flow.servePublished()) {
            HttpResponse<byte[]> known = repeat(service, MARKET + "?format=csv", "Accept-Encoding", "gzip");
            Queue<String> seen = requestsOfRouter(service);

            HttpResponse<byte[]> unchanged =
                    service.getBytes(MARKET + "?format=csv", "Accept-Encoding", "gzip", "If-None-Match", tag(known));

            assertThat(seen).isEmpty();
            assertThat(unchanged.statusCode()).isEqualTo(304);
            assertThat(unchanged.headers().map())
                    .doesNotContainKeys("content-type", "content-length", "content-encoding", "content-disposition");
        }
    }

    @Test
    void keepsTheRequestIdOfAClientIfItIsValid() {
        try (RunningApplication service = flow.servePublished()) {
            repeat(service, MARKET);

            assertThat(service.get(MARKET, "X-Request-ID", "mine").headers().allValues("X-Request-ID"))
                    .containsExactly("mine");
            List<String> invalid =
                    service.get(MARKET, "X-Request-ID", "<b>").headers().allValues("X-Request-ID");
            assertThat(invalid).hasSize(1).doesNotContain("<b>");
            assertThat(invalid.get(0)).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }

    @Test
    void countsEachRequestOnce() {
        flow.set("cotinga.api.rate-limit.reads", "5");
        try (RunningApplication service = flow.servePublished()) {
            repeat(service, MARKET);
            for (String left : List.of("2", "1", "0")) {
                assertThat(service.get(MARKET).headers().allValues("RateLimit-Remaining"))
                        .containsExactly(left);
            }
            HttpResponse<String> tooMany = service.get(MARKET);
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
            assertThat(tooMany.headers().allValues("RateLimit-Limit")).containsExactly("5");
        }
    }

    @Test
    void aPublicationInvalidatesTheResponse() {
        try (RunningApplication service = flow.servePublished()) {
            String tag = tag(repeat(service, MARKET));
            flow.release(Archive.weekly(LEGACY_FO), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400));
            service.refreshReports();

            assertThat(service.get(MARKET, "If-None-Match", tag).statusCode()).isEqualTo(200);
            assertThat(service.get(MARKET).body()).contains("2026-06-09");
        }
    }

    @Test
    void anEmptiedCacheInvalidatesTheResponse() {
        try (RunningApplication service = flow.servePublished()) {
            repeat(service, MARKET);
            service.bean("market", Cache.class).invalidateAll();
            Queue<String> asked = service.requestsOfRoutes();

            assertThat(service.get(MARKET).statusCode()).isEqualTo(200);
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void rejectsARequestWithoutAKeyIfReadsRequireOne() {
        flow.set("cotinga.api.keys", "notebook:read:" + Sha256.of("k".getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.api.reads-need-key", "true");
        try (RunningApplication service = flow.servePublished()) {
            assertThat(repeat(service, MARKET, "X-API-Key", "k").statusCode()).isEqualTo(200);
            assertThat(service.get(MARKET).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void rejectsAWrongKeyEvenIfReadsRequireNone() {
        flow.set("cotinga.api.keys", "notebook:read:" + Sha256.of("k".getBytes(StandardCharsets.UTF_8)));
        try (RunningApplication service = flow.servePublished()) {
            repeat(service, MARKET);
            assertThat(service.get(MARKET, "X-API-Key", "wrong").statusCode()).isEqualTo(401);
        }
    }
}
