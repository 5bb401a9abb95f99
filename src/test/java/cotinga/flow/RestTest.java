package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.store.sql.OnlyOnH2;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of the service, with and without an active run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {
    private static final String WHEAT = "001602";
    private static final String GOLD = "088691";
    private static final String EURO = "099741";
    private static final Archive LEGACY_2026 = Archive.yearly(LEGACY_FO, 2026);
    private static final Archive LEGACY_WEEK = Archive.weekly(LEGACY_FO);

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    /** The service fetches at start, as there are no data. */
    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, DISAGG_FO, TFF_CO)
                .years(2026, 2026)
                .set("cotinga.run.on-start", "true")
                .release(
                        LEGACY_2026,
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300),
                        CftcFiles.week(LEGACY_FO, WHEAT, "2026-05-26", 200),
                        CftcFiles.week(LEGACY_FO, GOLD, "2026-06-02", 900),
                        CftcFiles.week(LEGACY_FO, EURO, "2026-05-26", 600))
                .release(LEGACY_WEEK, CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-09", 400))
                .release(Archive.yearly(DISAGG_FO, 2026), CftcFiles.week(DISAGG_FO, WHEAT, "2026-06-02", 301))
                .release(Archive.weekly(DISAGG_FO), CftcFiles.week(DISAGG_FO, WHEAT, "2026-06-09", 401))
                .release(Archive.yearly(TFF_CO, 2026), CftcFiles.week(TFF_CO, EURO, "2026-06-02", 601))
                .release(Archive.weekly(TFF_CO), CftcFiles.week(TFF_CO, EURO, "2026-06-09", 701));
        service = flow.serve();
        await().atMost(Duration.ofSeconds(30)).until(() -> "success"
                .equals(status().at("/scheduler/update/last_status").textValue()));
    }

    @Test
    void returnsTheStoredData() {
        JsonNode data = status().get("data");

        assertThat(data.get("overall"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"total_records": 9, "total_markets": 3, "total_weeks": 3,
                         "first_date": "2026-05-26", "last_date": "2026-06-09"}"""));
        assertThat(data.at("/variants/legacy_fo"))
                .isEqualTo(
                        Flow.json(
                                """
                        {"total_records": 5, "total_markets": 3, "total_weeks": 3,
                         "first_date": "2026-05-26", "last_date": "2026-06-09"}"""));
        assertThat(List.copyOf(data.get("variants").properties()))
                .extracting(Map.Entry::getKey)
                .containsExactly("legacy_fo", "disagg_fo", "tff_co");
    }

    @Test
    void doesNotReadParametersFromHeaders() {
        assertThat(service.get("/screener/legacy/fo", "limit", "1", "CamelHttpPath", "/x", "CamelHttpQuery", "limit=0")
                        .body())
                .isEqualTo(service.get("/screener/legacy/fo").body());
        assertThat(service.get("/markets/legacy/fo/001602", "code", "088691", "subtype", "xx")
                        .body())
                .isEqualTo(service.get("/markets/legacy/fo/001602").body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=1&limit=2|Parameter 'limit' is '1' and '2', expected one value",
                "category=null|Parameter 'category' is 'null', expected one of ",
                "category=%27grains%27|Parameter 'category' is ''grains'', expected a category such as metals",
                "limit=%221%22|Parameter 'limit' is '\"1\"', expected a whole number from 1 to 1000",
                "lmit=1|Parameter 'lmit' is '1', expected only the parameters category, columns, where, sort_by, sort_dir, limit, offset"
            })
    void takesParametersAsTheyWereSent(String query, String detail) {
        HttpResponse<String> answer = service.get("/screener/legacy/fo?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Flow.json(answer.body()).get("detail").textValue()).startsWith(detail);
    }

    @Test
    @OnlyOnH2
    void returnsTheScheduleAndTheResultOfTheLastRun() {
        HttpResponse<String> answer = service.get("/status");
        JsonNode scheduler = Flow.json(answer.body()).get("scheduler");

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(scheduler.get("scheduler_running").booleanValue()).isTrue();
        assertThat(scheduler.get("jobs").findValuesAsText("id"))
                .as("prices are disabled")
                .containsExactly("back-up", "clean-up", "poll-digest", "poll-releases", "poll-reports");
        assertThat(scheduler.at("/jobs/3/zone").textValue()).isEqualTo("America/New_York");
        JsonNode job = scheduler.at("/jobs/4");
        assertThat(job.get("id").textValue()).isEqualTo("poll-reports");
        assertThat(job.get("cron").textValue()).isEqualTo("0 5 17 ? * MON-FRI");
        assertThat(job.get("zone").textValue()).isEqualTo("America/New_York");
        assertThat(Instant.parse(job.get("next_run").textValue())
                        .atZone(ZoneId.of("America/New_York"))
                        .getMinute())
                .isEqualTo(5);
        JsonNode update = scheduler.get("update");
        assertThat(update.get("last_run").textValue()).isEqualTo("2026-06-15T12:00:00Z");
        assertThat(update.get("last_duration_sec").isNumber()).isTrue();
        assertThat(update.get("last_error").isNull()).isTrue();
        assertThat(Flow.json(answer.body()).get("price_update").properties())
                .extracting(Map.Entry::getKey)
                .contains("running", "last_run", "last_status", "last_error", "last_duration_sec");
    }

    @Test
    void returnsTheContentOfTheFiles() {
        assertThat(ok("/markets/legacy/fo")).isEqualTo(flow.exportedJson("markets_legacy_fo.json"));
        assertThat(ok("/markets/legacy/fo/" + WHEAT)).isEqualTo(flow.exportedJson("market_001602_legacy_fo.json"));
        assertThat(ok("/markets/tff/co/" + EURO)).isEqualTo(flow.exportedJson("market_099741_tff_co.json"));
        assertThat(ok("/groups/disagg")).isEqualTo(flow.exportedJson("groups_disagg.json"));
        assertThat(codes(ok("/screener/legacy/fo")))
                .containsExactlyInAnyOrderElementsOf(codes(flow.exportedJson("screener_legacy_fo.json")));
    }

    @Test
    void theManifestListsEveryFileAndTheNewestReportDates() {
        JsonNode manifest = flow.exportedJson("manifest.json");

        assertThat(manifest.get("data_version")).isEqualTo(status().get("data_version"));
        assertThat(manifest.at("/newest_report_dates/tff_co").textValue()).isEqualTo("2026-06-09");
        assertThat(StreamSupport.stream(manifest.get("files").spliterator(), false)
                        .map(file -> file.get("name").textValue()))
                .containsExactlyInAnyOrderElementsOf(flow.exportedFiles().keySet().stream()
                        .filter(name -> !name.equals("manifest.json"))
                        .toList());
        assertThat(manifest.get("files")).allSatisfy(file -> {
            Path path = flow.exported(file.get("name").textValue());
            assertThat(path).hasSize(file.get("bytes").longValue());
            assertThat(Sha256.of(path)).isEqualTo(file.get("sha256").textValue());
        });
    }

    @Test
    void sortsAndPagesTheScreener() {
        assertThat(codes(ok("/screener/legacy/fo?sort_by=open_interest"))).containsExactly(GOLD, EURO, WHEAT);
        assertThat(codes(ok("/screener/legacy/fo?sort_by=open_interest&sort_dir=asc")))
                .containsExactly(WHEAT, EURO, GOLD);
        JsonNode page = ok("/screener/legacy/fo?sort_by=open_interest&limit=1&offset=1");
        assertThat(codes(page)).containsExactly(EURO);
        assertThat(page.get("total").intValue()).isEqualTo(3);
        assertThat(page.get("limit").intValue()).isEqualTo(1);
        assertThat(page.get("offset").intValue()).isEqualTo(1);
        assertThat(codes(ok("/screener/legacy/fo?category=metals"))).containsExactly(GOLD);
        assertThat(codes(ok("/screener/legacy/fo?offset=3"))).isEmpty();
    }

    @Test
    void returnsEachMarketInItsPrimaryReportOfTheSubtype() {
        JsonNode page = ok("/screener-v2?sort_by=code&sort_dir=asc");

        assertThat(page.get("limit").intValue()).isEqualTo(1_000);
        assertThat(page.get("items"))
                .extracting(item -> item.get("code").textValue() + " "
                        + item.get("primary_report").textValue() + " " + item.get("open_interest"))
                .containsExactly(WHEAT + " disagg 401", GOLD + " legacy 900", EURO + " legacy 600");
        assertThat(ok("/screener-v2?subtype=co").get("items"))
                .extracting(item -> item.get("primary_report").textValue())
                .containsExactly("tff");
    }

    @Test
    void returnsADashboardInThePrimaryOrTheRequestedReport() {
        JsonNode primary = ok("/dashboard/" + WHEAT);
        assertThat(primary.at("/market/primary_report").textValue()).isEqualTo("disagg");
        assertThat(primary.at("/market/available_reports"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrder("legacy", "disagg");
        assertThat(primary.get("weeks"))
                .extracting(week -> week.get("open_interest").intValue())
                .containsExactly(301, 401);

        assertThat(ok("/dashboard/" + WHEAT + "?report_type=legacy").get("weeks"))
                .extracting(week -> week.get("open_interest").intValue())
                .containsExactly(200, 300, 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/markets/xx/fo|Parameter 'report_type' is 'xx', expected one of legacy, disagg, tff, cit",
                "/markets/legacy/xx|Parameter 'subtype' is 'xx', expected one of fo, co",
                "/markets/legacy/fo/..%2FHO5|Parameter 'code' is '../HO5', expected six characters out of 0-9, A-Z and +",
                "/screener/legacy/fo?limit=0|Parameter 'limit' is '0', expected a whole number from 1 to 1000",
                "/screener/legacy/fo?limit=1001|Parameter 'limit' is '1001', expected a whole number from 1 to 1000",
                "/screener/legacy/fo?offset=-1|Parameter 'offset' is '-1', expected a whole number from 0 on",
                "/screener/legacy/fo?sort_dir=up|Parameter 'sort_dir' is 'up', expected one of asc, desc",
                "/screener/legacy/fo?sort_by=x|Parameter 'sort_by' is 'x', expected a column of measures such as index_156_g1, zscore_52_g3_net_oi or flip_g1, or one of ",
                "/screener-v2?category=x|Parameter 'category' is 'x', expected one of ",
                "/dashboard/001602?subtype=xx|Parameter 'subtype' is 'xx', expected one of fo, co",
                "/groups/xx|Parameter 'report_type' is 'xx', expected one of legacy, disagg, tff, cit",
            })
    void aBadParameterIsNamedWithWhatItWasAndWhatIsAllowed(String path, String detail) {
        assertProblem(path, 400, detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/markets/legacy/fo/999999|No market has the code '999999' in legacy/fo. Known codes: /api/v1/cot/markets/legacy/fo",
                "/markets/disagg/co|There are no data for disagg/co. Variants with data: legacy/fo, disagg/fo, tff/co",
                "/markets/cit/co|There are no data for cit/co. Variants with data: legacy/fo, disagg/fo, tff/co",
                "/markets/cit/fo|The CFTC publishes no report cit/fo. Its reports: legacy/fo, legacy/co, disagg/fo, disagg/co, tff/fo, tff/co, cit/co",
                "/screener/cit/fo|The CFTC publishes no report cit/fo. Its reports: ",
                "/markets/cit/fo/001602/prices|The CFTC publishes no report cit/fo. Its reports: ",
                "/dashboard/001602?report_type=cit|The CFTC publishes no report cit/fo. Its reports: ",
                "/screener/disagg/co|There are no data for disagg/co. Variants with data: legacy/fo, disagg/fo, tff/co",
                "/dashboard/088691?report_type=disagg|No market has the code '088691' in disagg/fo.",
                "/markets/disagg/co/088691|There are no data for disagg/co. Variants with data: legacy/fo, disagg/fo, tff/co",
                "/dashboard/001602?subtype=co|No market has the code '001602' in any report of subtype co. Known codes: /api/v1/cot/markets/tff/co",
                "/dashboard/999999|No market has the code '999999' in any report of subtype fo. Known codes: /api/v1/cot/markets/legacy/fo, /api/v1/cot/markets/disagg/fo",
            })
    void whatDoesNotExistIsNotFoundAndTheAnswerTellsWhereToLook(String path, String detail) {
        assertProblem(path, 404, detail);
    }

    @Test
    void redirectsTheRootToTheDashboard() {
        HttpResponse<String> home = service.ask("GET", "/", "");
        String page = URI.create("/")
                .resolve(home.headers().firstValue("Location").orElseThrow())
                .getPath();

        assertThat(home.statusCode()).isEqualTo(302);
        assertThat(home.headers().firstValue("Location").orElseThrow()).doesNotStartWith("/");
        assertThat(service.ask("GET", page, "").body()).contains("<title>Cotinga</title>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sort_by=g1_net&limit=7", "?sort_by=oi_change&limit=9"})
    void computesAScreenerOnceForSixtyFourColdRequests(String query) throws Exception {
        List<Cache<?, ?>> screeners = service.caches("screener", "screener-rows");
        screeners.forEach(Cache::invalidateAll);
        long loadsBefore = RunningApplication.loads(screeners);
        CyclicBarrier together = new CyclicBarrier(64);
        ExecutorService clients = Executors.newFixedThreadPool(64);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, 64)
                    .mapToObj(client -> CompletableFuture.supplyAsync(
                            () -> {
                                awaitOthers(together);
                                return service.get("/screener/legacy/fo" + query)
                                        .body();
                            },
                            clients))
                    .toList();

            assertThat(answers)
                    .extracting(CompletableFuture::join)
                    .containsOnly(answers.get(0).join());
            assertThat(codes(Flow.json(answers.get(0).join()))).hasSize(3);
        } finally {
            clients.shutdown();
        }
        assertThat(RunningApplication.loads(screeners) - loadsBefore)
                .as("the rows of the variant once, and the page once")
                .isEqualTo(2);
    }

    private static void awaitOthers(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode status() {
        return ok("/status");
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return Flow.json(answer.body());
    }

    private void assertProblem(String path, int status, String detail) {
        HttpResponse<String> answer = service.get(path);
        JsonNode problem = Flow.json(answer.body());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).startsWith(detail);
        assertThat(problem.properties()).extracting(Map.Entry::getKey).contains("type", "title", "instance");
        assertThat(answer.headers().map()).doesNotContainKeys("limit", "sort_by", "code");
    }

    private static List<String> codes(JsonNode pageOrList) {
        JsonNode items = pageOrList.isArray() ? pageOrList : pageOrList.get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(row -> row.get("code").textValue())
                .toList();
    }
}
