package cotinga.sandbox;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The route file in Camel, called over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxRouteTest {
    private static final Clock CLOCK = Sandboxes.clock("2026-11-20T09:00:00");

    private final Main camel = new Main();
    private final HttpClient client = HttpClient.newHttpClient();
    private String base = "";

    @BeforeAll
    void start() throws IOException {
        int port = freePort();
        base = "http://localhost:" + port + "/sandbox";
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure().withRoutesIncludePattern("file:routes/upkeep/sandbox.camel.yaml");
        camel.addProperty("cotinga.sandbox.enabled", "true");
        camel.addProperty("camel.server.enabled", "true");
        camel.addProperty("camel.server.port", Integer.toString(port));
        camel.addProperty("camel.main.shutdownTimeout", "5");
        camel.bind("sandbox", new Sandbox(CLOCK, Scenario.NORMAL));
        camel.start();
    }

    @AfterAll
    void stop() {
        camel.stop();
    }

    @Test
    void servesAnArchiveUnbroken() throws Exception {
        SandboxFile file = Sandboxes.archive(new SandboxReports(CLOCK, Scenario.NORMAL), LEGACY_FO, 2026);

        HttpResponse<byte[]> answer = get(Sandboxes.archivePath(LEGACY_FO, 2026), Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file.bytes());
        assertThat(answer.headers().firstValue("ETag")).contains(file.etag());
        assertThat(answer.headers().firstValue("Last-Modified")).contains("Mon, 16 Nov 2026 20:30:00 GMT");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-zip-compressed");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(file.bytes().length);
    }

    @Test
    void servesAWeeklyFile() throws Exception {
        HttpResponse<byte[]> answer = get(Sandboxes.weeklyPath(LEGACY_FO), Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8))
                .isEqualTo(Sandboxes.weeklyText(new SandboxReports(CLOCK, Scenario.NORMAL), LEGACY_FO));
    }

    @Test
    void returnsNotModifiedForAnUnchangedFile() throws Exception {
        String path = Sandboxes.archivePath(LEGACY_FO, 2025);
        HttpResponse<byte[]> first = get(path, Map.of());
        String etag = first.headers().firstValue("ETag").orElseThrow();
        String lastModified = first.headers().firstValue("Last-Modified").orElseThrow();

        HttpResponse<byte[]> byTag = get(path, Map.of("If-None-Match", etag));
        HttpResponse<byte[]> byDate = get(path, Map.of("If-Modified-Since", lastModified));

        assertThat(List.of(byTag, byDate)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains(etag);
            assertThat(answer.headers().firstValue("Last-Modified")).contains(lastModified);
        });
    }

    @Test
    void returnsNotFoundForAMissingFile() throws Exception {
        HttpResponse<byte[]> answer = get("/files/dea/history/deacot1986_2016.zip", Map.of());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).contains("deacot1986_2016.zip");
        assertThat(answer.headers().map()).doesNotContainKeys("etag", "last-modified");
    }

    @Test
    void servesAChartForAnEncodedSymbol() throws Exception {
        String query = "?period1=1794182400&period2=1794700800&interval=1d&events=div,splits";
        List<JsonNode> charts = new ArrayList<>();
        for (String symbol : List.of("GC%3DF", "GC=F", "%5EVIX", "BTC-USD")) {
            HttpResponse<byte[]> answer = get("/v8/finance/chart/" + symbol + query, Map.of());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            charts.add(new ObjectMapper().readTree(answer.body()).at("/chart/result/0"));
        }
        assertThat(charts)
                .extracting(chart -> chart.at("/meta/symbol").textValue())
                .containsExactly("GC=F", "GC=F", "^VIX", "BTC-USD");
        assertThat(charts)
                .allSatisfy(chart -> assertThat(chart.get("timestamp")).hasSize(5));
    }

    @Test
    void returnsYahoosErrorForAnUnknownSymbol() throws Exception {
        HttpResponse<byte[]> answer = get("/v8/finance/chart/NOPE?period1=0&period2=1&interval=1d", Map.of());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8))
                .isEqualTo("{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
                        + "\"description\":\"No data found, symbol may be delisted\"}}}");
    }

    @Test
    void rejectsOtherMethodsThanGet() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create(base + Sandboxes.weeklyPath(LEGACY_FO)))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<byte[]> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
