package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cacheable and compressed responses, and the methods that every path supports, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionalTest {
    private static final String WHEAT = "001602";
    private static final String MARKET = "/markets/legacy/fo/001602";
    private static final Archive YEAR = Archive.yearly(LEGACY_FO, 2026);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = flow(directory);
        service = flow.servePublished();
    }

    private static Flow flow(Path directory) {
        return new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "0")
                .release(
                        YEAR,
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-05-26", 200));
    }

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/markets/legacy/fo",
                MARKET,
                MARKET + "?known_at=2026-06-01",
                "/screener/legacy/fo",
                "/screener-v2?limit=1",
                "/dashboard/001602",
                "/groups/legacy",
                "/revisions"
            })
    void everyReadTellsWhichAnswerItIsAndForHowLongItHolds(String path) {
        HttpResponse<String> answer = service.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tag(answer)).matches("\"1-[0-9a-f]{32}\"");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept, Accept-Encoding");
        String control = answer.headers().firstValue("Cache-Control").orElseThrow();
        assertThat(control).matches("public, max-age=[0-9]{1,3}");
        assertThat(Integer.parseInt(control.replaceAll("\\D", ""))).isBetween(0, 300);

        HttpResponse<String> again = service.get(path, "If-None-Match", tag(answer));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(tag(again)).isEqualTo(tag(answer));
        assertThat(again.headers().allValues("Vary")).containsExactly("Accept, Accept-Encoding");
        assertThat(again.headers().firstValue("Cache-Control").orElseThrow()).startsWith("public, max-age=");
        assertThat(again.headers().firstValue("X-Request-ID")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/markets/legacy/fo",
                MARKET + "?from=2026-06-01",
                MARKET + "?format=csv",
                "/screener/legacy/fo?limit=7",
                "/dashboard/001602"
            })
    void whatACacheHoldsIsAnsweredWithoutItsRoute(String path) {
        for (String coding : List.of("gzip", "identity")) {
            HttpResponse<byte[]> first = service.getBytes(path, "Accept-Encoding", coding);
            Queue<String> asked = service.requestsOfRoutes();

            HttpResponse<byte[]> second = service.getBytes(path, "Accept-Encoding", coding);

            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(withoutWhatVaries(second)).isEqualTo(withoutWhatVaries(first));
            assertThat(service.get(path, "Accept-Encoding", coding, "If-None-Match", "*")
                            .statusCode())
                    .isEqualTo(304);
            HttpResponse<String> head = service.ask("HEAD", "/api/v1/cot" + path, "", "Accept-Encoding", coding);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length")).contains(String.valueOf(first.body().length));
            assertThat(asked).isEmpty();
            service.get(path + "&x=1".replace("&", path.contains("?") ? "&" : "?"));
            assertThat(asked).as("requests that the contract rejects neither").isEmpty();
            service.get(path, "Accept-Encoding", coding, "Accept", "text/csv, application/json;q=0.5");
            assertThat(asked).as("a new request does").hasSize(1);
        }
    }

    @Test
    void computesTheMostRequestedResponsesAtStart(@TempDir Path directory) {
        try (Flow before = flow(directory)) {
            try (RunningApplication first = before.serve()) {
                first.refreshReports();
            }
            try (RunningApplication second = before.serve()) {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(keys(second, "markets")).contains("legacy/fo");
                    assertThat(keys(second, "screener")).anyMatch(key -> key.startsWith("legacy/fo/"));
                    assertThat(keys(second, "screener")).anyMatch(key -> key.startsWith("fo/"));
                });
            }
        }
    }

    private static List<String> keys(RunningApplication service, String cache) {
        Cache<?, ?> found = service.bean(cache, Cache.class);
        return found.asMap().keySet().stream()
                .map(key -> key.toString().replaceFirst("^v[0-9]+/", ""))
                .toList();
    }

    private static Map<String, List<String>> withoutWhatVaries(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("x-request-id", "cache-control"));
        return headers;
    }

    @Test
    void findsTheTagInListsAndInItsWeakForm() {
        String tag = tag(service.get(MARKET));

        assertThat(service.get(MARKET, "If-None-Match", "W/" + tag).statusCode())
                .isEqualTo(304);
        assertThat(service.get(MARKET, "If-None-Match", "\"a,b\", W/\"c\" ," + tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(service.get(MARKET, "If-None-Match", "\"a\"", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(service.get(MARKET, "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(tag(service.get(MARKET, "If-None-Match", "*"))).isEqualTo(tag);
        for (String other : List.of("\"a\"", "", tag.replace("\"", ""), tag.substring(0, 12) + "\"")) {
            HttpResponse<String> answer = service.get(MARKET, "If-None-Match", other);
            assertThat(answer.statusCode()).as(other).isEqualTo(200);
            assertThat(answer.body()).isNotEmpty();
        }
    }

    @Test
    void eachResponseHasItsOwnTag() {
        List<String> tags = List.of(
                tag(service.get(MARKET)),
                tag(service.get(MARKET + "?known_at=2026-06-01")),
                tag(service.get("/dashboard/001602")),
                tag(service.get("/screener/legacy/fo")),
                tag(service.get("/screener/legacy/fo?limit=1")),
                tag(service.get(MARKET, "Accept-Encoding", "gzip")));

        assertThat(tags).doesNotHaveDuplicates();
        assertThat(tag(service.get(MARKET))).isEqualTo(tags.get(0));
    }

    @Test
    void returns304WithoutComputingTheResponse() {
        String tag = tag(service.get(MARKET));
        Cache<?, ?> cache = service.bean("market", Cache.class);
        cache.invalidateAll();

        assertThat(service.get(MARKET, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(cache.asMap()).isEmpty();
    }

    @Test
    void doesNotCacheResponsesThatChangeConstantly() {
        for (String path : List.of("/status", "/quality", "/markets/legacy/fo/999999", "/groups/xx", "/nothing")) {
            HttpResponse<String> answer = service.get(path, "If-None-Match", "*");
            assertThat(answer.statusCode()).as(path).isNotEqualTo(304);
            assertThat(answer.headers().firstValue("Cache-Control")).as(path).contains("no-store");
            assertThat(answer.headers().firstValue("ETag")).as(path).isEmpty();
        }
    }

    @Test
    void aPublicationOrAChangedSettingChangesTheTags(@TempDir Path directory) {
        try (Flow own = flow(directory)) {
            String first;
            String second;
            try (RunningApplication service = own.serve()) {
                service.refreshReports();
                first = tag(service.get(MARKET));
                own.release(Archive.weekly(LEGACY_FO), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400));
                service.refreshReports();
                HttpResponse<String> answer = service.get(MARKET, "If-None-Match", first);
                assertThat(answer.statusCode()).isEqualTo(200);
                second = tag(answer);
                assertThat(second).isNotEqualTo(first);
            }
            try (RunningApplication service = own.serve()) {
                assertThat(service.get(MARKET, "If-None-Match", second).statusCode())
                        .as("after a restart")
                        .isEqualTo(304);
            }
            own.set("cotinga.crowded.buy", "79");
            try (RunningApplication service = own.serve()) {
                assertThat(service.get(MARKET, "If-None-Match", second).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void responsesArePrivateIfReadsRequireAKey(@TempDir Path directory) {
        try (Flow own = flow(directory)
                .set("cotinga.api.keys", "notebook:read:" + Sha256.of("k".getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.api.reads-need-key", "true")) {
            try (RunningApplication service = own.serve()) {
                HttpResponse<String> answer = service.get("/groups/legacy", "X-API-Key", "k");
                assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                        .startsWith("private, max-age=");
                assertThat(service.get("/groups/legacy", "If-None-Match", tag(answer))
                                .statusCode())
                        .as("the gateway checks the key before the condition")
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void compressesTheSameResponseForClientsThatAcceptGzip() throws IOException {
        HttpResponse<byte[]> plain = service.getBytes(MARKET);
        HttpResponse<byte[]> compressed = service.getBytes(MARKET, "Accept-Encoding", "gzip, deflate, br");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValueAsLong("Content-Length")).hasValue(compressed.body().length);
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length / 2);
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(body.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(service.get(MARKET, "Accept-Encoding", "gzip", "If-None-Match", tag(compressed))
                        .statusCode())
                .isEqualTo(304);
        assertThat(service.getBytes(MARKET, "If-None-Match", tag(compressed)).statusCode())
                .as("the tag of other bytes")
                .isEqualTo(200);
    }

    @Test
    void doesNotCompressSmallResponses() {
        HttpResponse<String> answer = service.get("/screener/legacy/fo?offset=1", "Accept-Encoding", "gzip");

        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(Flow.json(answer.body()).get("total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/cot" + MARKET, "/api/v1/cot/screener/legacy/fo?limit=1", "/api/v1/cot/status"})
    void headReturnsTheHeadersOfGet(String path) {
        for (String coding : List.of("identity", "gzip")) {
            HttpResponse<String> get = service.ask("GET", path, "", "Accept-Encoding", coding, "X-Request-ID", "a");
            HttpResponse<String> head = service.ask("HEAD", path, "", "Accept-Encoding", coding, "X-Request-ID", "a");

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(headers(head)).isEqualTo(headers(get));
        }
    }

    /** All headers except those of the transfer of the body, and those that count down. */
    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("transfer-encoding");
        headers.computeIfPresent("cache-control", (name, values) -> values.stream()
                .map(value -> value.replaceAll("[0-9]+", "n"))
                .toList());
        return headers;
    }

    @Test
    void headSupportsConditionsAndReturnsProblems() {
        assertThat(service.ask("HEAD", "/api/v1/cot" + MARKET, "", "If-None-Match", tag(service.get(MARKET)))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> unknown = service.ask("HEAD", "/api/v1/cot/markets/legacy/fo/999999", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEmpty();
        assertThat(service.ask("HEAD", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(service.ask("HEAD", "/api/v1/admin/runs", "").statusCode()).isEqualTo(403);
    }

    @Test
    void headCountsAsOneRequest(@TempDir Path directory) {
        try (Flow own = flow(directory).set("cotinga.api.rate-limit.reads", "9");
                RunningApplication service = own.serve()) {
            assertThat(service.ask("HEAD", "/api/v1/cot/status", "").headers().firstValue("RateLimit-Remaining"))
                    .contains("8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/cot" + MARKET + "|GET, HEAD, OPTIONS",
                "/api/v1/cot/status|GET, HEAD, OPTIONS",
                "/api/v1/admin/runs|GET, HEAD, OPTIONS, POST",
                "/api/v1/admin/watchlists/metals|DELETE, GET, HEAD, OPTIONS, PUT",
                "/api/v1/admin/cache/invalidate|OPTIONS, POST"
            })
    void optionsTellsTheMethodsOfAPath(String path, String methods, @TempDir Path directory) {
        try (Flow own = flow(directory)
                        .set("cotinga.api.keys", "ops:admin:" + Sha256.of("k".getBytes(StandardCharsets.UTF_8)));
                RunningApplication service = own.serve()) {
            HttpResponse<String> answer = service.ask("OPTIONS", path, "", "X-API-Key", "k");

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("Allow")).contains(methods);
        }
    }

    @Test
    void optionsOfAnUnknownPathIsAProblem() {
        assertThat(service.ask("OPTIONS", "/api/v1/cot/nothing", "").statusCode())
                .isEqualTo(404);
        assertThat(service.ask("OPTIONS", "/api/v1/admin/runs", "").statusCode())
                .isEqualTo(403);
    }
}
