package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import cotinga.contract.Contract;
import cotinga.report.ReportVariant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that shows the API: its transfer, and the results of its examples. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {
    private static final List<String> MAY_BE_EMPTY = List.of(
            "/prices", "/revisions", "/alerts", "/extremes", "/movers", "/flips", "/divergences", "/event-stud");

    /** A market of the sandbox. */
    private static final String EURO = "099741";

    private static final Contract CONTRACT = Contract.shipped();

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory).variants(LEGACY_FO, TFF_FO, DISAGG_FO).years(2026, 2026);
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO, DISAGG_FO)) {
            flow.release(Archive.yearly(variant, 2026), euro(variant, "2026-05-12"), euro(variant, "2026-05-19"));
        }
        service = flow.servePublished();
    }

    private static ReportText.Line euro(ReportVariant variant, String reportDate) {
        return CftcFiles.week(variant, EURO, reportDate, 300)
                .with(ReportText.columns(variant.type()).get(0), "EURO FX - CHICAGO MERCANTILE EXCHANGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/docs",
                "/api/docs/openapi.json",
                "/api/docs/openapi.yaml",
                "/api/docs/swagger-ui.css",
                "/api/docs/swagger-ui-bundle.js"
            })
    void isCompressedAndNamedByItsContent(String path) throws IOException {
        HttpResponse<byte[]> plain = bytes(path, "Accept-Encoding", "identity");
        HttpResponse<byte[]> gzip = bytes(path, "Accept-Encoding", "gzip");
        String tag = gzip.headers().firstValue("ETag").orElseThrow();

        if (plain.body().length >= 1_024) {
            assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                    .isEqualTo(plain.body());
            assertThat(plain.headers().firstValue("ETag"))
                    .isNotEqualTo(gzip.headers().firstValue("ETag"));
        }
        assertThat(gzip.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(gzip.headers().firstValue("Vary")).contains("Accept-Encoding");
        HttpResponse<byte[]> known = bytes(path, "Accept-Encoding", "gzip", "If-None-Match", tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("ETag")).contains(tag);
        assertThat(bytes(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    /** Swagger UI fills in every example; together they must return data. */
    @Test
    void everyReadReturnsDataForTheExamplesOfThePage() {
        List<String> addresses = CONTRACT.document().getJsonObject("paths").stream()
                .filter(path -> path.getKey().startsWith("/api/v1/cot")
                        && !path.getKey().endsWith("/events")) // its response has no end
                .map(path -> address(path.getKey(), CONTRACT.resolved((JsonObject) path.getValue())))
                .toList();

        assertThat(addresses).hasSizeGreaterThan(9).allSatisfy(address -> {
            HttpResponse<String> answer = service.ask("GET", address, "");
            if (address.contains("/event-study?")) {
                assertThat(answer.statusCode()).as("the market has no prices").isEqualTo(409);
                return;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode body = Flow.json(answer.body());
            if (MAY_BE_EMPTY.stream().noneMatch(address::contains)) {
                assertThat(body).isNotEmpty();
                assertThat(body.has("items") ? body.get("items").size() : 1).isPositive();
                assertThat(body.has("weeks") ? body.get("weeks").size() : 1).isPositive();
            }
        });
    }

    private static String address(String template, JsonObject item) {
        String path = template;
        StringBuilder query = new StringBuilder();
        for (JsonObject parameter : parameters(item)) {
            if (!parameter.containsKey("example")) {
                continue;
            }
            String value = URLEncoder.encode(parameter.getString("example"), StandardCharsets.UTF_8);
            if (parameter.getString("in").equals("path")) {
                path = path.replace("{" + parameter.getString("name") + "}", value);
            } else {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.getString("name"))
                        .append('=')
                        .append(value);
            }
        }
        return path + query;
    }

    private static List<JsonObject> parameters(JsonObject item) {
        return Stream.of(item, item.getJsonObject("get"))
                .flatMap(owner -> owner.getJsonArray("parameters", new JsonArray()).stream())
                .map(JsonObject.class::cast)
                .collect(Collectors.toList());
    }

    private HttpResponse<byte[]> bytes(String path, String... headers) {
        return service.askBytes(path, headers);
    }
}
