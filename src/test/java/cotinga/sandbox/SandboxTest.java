package cotinga.sandbox;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
    private static final String WEEKLY = "/sandbox/dea/newcot/FinFutWk.txt";
    private static final Sandbox SANDBOX = new Sandbox(Sandboxes.clock("2026-11-20T09:00:00"), Scenario.NORMAL);
    private static final String ETAG = header(get(WEEKLY, null, null), "ETag");

    @Test
    void returnsAFileWithItsTagAndDate() {
        SandboxResponse answer = get(WEEKLY, null, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsOnlyKeys("Content-Type", "ETag", "Last-Modified")
                .containsEntry("Content-Type", "text/plain")
                .containsEntry("Last-Modified", "Mon, 16 Nov 2026 20:30:00 GMT");
        assertThat(new String(answer.body(), UTF_8)).startsWith("UST BOND (SYNTHETIC) - ");
    }

    @Test
    void returnsNotModifiedForAMatchingTagInAnyForm() {
        for (String tags : List.of(ETAG, "\"other\", " + ETAG, "W/" + ETAG, "*")) {
            assertThat(get(WEEKLY, tags, null).status()).as(tags).isEqualTo(304);
        }
        assertThat(get(WEEKLY, "\"other\"", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'Mon, 16 Nov 2026 20:30:00 GMT', 304",
        "'Fri, 20 Nov 2026 00:00:00 GMT', 304",
        "'Mon, 16 Nov 2026 20:29:59 GMT', 200",
        "yesterday, 200"
    })
    void returnsNotModifiedSinceTheReleaseOrLater(String date, int status) {
        assertThat(get(WEEKLY, null, date).status()).isEqualTo(status);
    }

    @Test
    void aTagTakesPrecedenceOverADate() {
        assertThat(get(WEEKLY, "\"other\"", "Fri, 20 Nov 2026 00:00:00 GMT").status())
                .isEqualTo(200);
    }

    @Test
    void readsTheConditionsFromTheRequestsHeaders() {
        assertThat(SANDBOX.answer(WEEKLY, null, Map.of("If-None-Match", ETAG)).status())
                .isEqualTo(304);
        assertThat(SANDBOX.answer(WEEKLY, null, Map.of("If-Modified-Since", "Mon, 16 Nov 2026 20:30:00 GMT"))
                        .status())
                .isEqualTo(304);
        assertThat(SANDBOX.answer(WEEKLY, null, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void theFirstDownloadReceivesTheEditionBeforeACorrection() {
        Sandbox revised = new Sandbox(Sandboxes.clock("2026-11-20T15:31:00"), Scenario.REVISED);
        String path = "/sandbox" + Sandboxes.archivePath(DISAGG_FO, 2026);

        assertThat(revised.hasNewEditions()).isFalse();
        SandboxResponse first = revised.answer(path, null, null, null);
        String tag = header(first, "ETag");
        SandboxResponse corrected = revised.answer(path, null, tag, header(first, "Last-Modified"));

        assertThat(revised.hasNewEditions()).isTrue();
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(header(corrected, "Last-Modified")).isEqualTo("Fri, 20 Nov 2026 20:31:00 GMT");
        assertThat(revised.answer(path, null, header(corrected, "ETag"), null).status())
                .isEqualTo(304);
        assertThat(header(revised.answer(path, null, null, null), "ETag")).isEqualTo(header(corrected, "ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dea/newcot/FinFutWk.txt",
                "/sandbox",
                "/sandbox/",
                "/sandbox/files/dea/history/deacot2021.zip",
                "/sandbox/dea/newcot/../newcot/FinFutWk.txt"
            })
    void returnsNotFoundWithTheExistingPaths(String path) {
        SandboxResponse answer = get(path, null, null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8))
                .contains("'" + path + "'", "/sandbox/files/dea/history/", "/sandbox/dea/newcot/");
    }

    @Test
    void anInvalidEscapeIsABadRequest() {
        assertThat(get("/sandbox/v8/finance/chart/GC%3", null, null).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "period1=0",
                "period1=a&period2=9",
                "period1=0&period2=",
                "period1=0&period2=99999999999999999999",
                "period1=0&period2=9&interval=1m"
            })
    void aChartNeedsAPeriodInSecondsAndDays(String query) {
        SandboxResponse answer = SANDBOX.answer("/sandbox/v8/finance/chart/GC=F", query, Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8)).contains("\"code\":\"Bad Request\"", "period1 and period2");
    }

    @Test
    void aChartWithoutAQueryIsABadRequest() {
        assertThat(get("/sandbox/v8/finance/chart/GC=F", null, null).status()).isEqualTo(400);
    }

    @Test
    void everySymbolOfTheListHasAChart() {
        List<String> symbols = SandboxResource.records("symbols.csv", line -> line.getField("symbol"));

        assertThat(symbols).hasSize(80).doesNotHaveDuplicates().allSatisfy(symbol -> {
            String path =
                    "/sandbox/v8/finance/chart/" + symbol.replace("=", "%3D").replace("^", "%5E");
            SandboxResponse answer = SANDBOX.answer(path, "period1=1790000000&period2=1795000000", Map.of());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), UTF_8))
                    .contains(String.format(Locale.ROOT, "\"symbol\":\"%s\"", symbol));
        });
    }

    private static SandboxResponse get(String path, @Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
        return SANDBOX.answer(path, null, ifNoneMatch, ifModifiedSince);
    }

    private static String header(SandboxResponse answer, String name) {
        return answer.headers().getOrDefault(name, "");
    }
}
