package cotinga.flow;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.contract.Contract;
import cotinga.contract.Operation;
import cotinga.report.ReportVariant;
import cotinga.store.sql.OnlyOnH2;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.component.rest.RestEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running application conforms to the document of its API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractFlowTest {
    private static final String EVENTS = "getEvents";
    private static final Contract CONTRACT = Contract.shipped();
    private static final String KEY = "a key for operators";
    private static final String READER = "a key for readers";
    private static final String EURO = "099741";
    private static final Duration SOON = Duration.ofSeconds(60);

    private Flow flow;
    private RunningApplication service;

    @BeforeAll
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO, DISAGG_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.quality.max-shrink", "100%")
                .watchlists("all,*,primary,fo,open_interest>0,", "all,*,legacy,fo,bias_g1!=50,")
                .set("cotinga.api.keys", "ops:admin:" + digest(KEY) + ",desk:read:" + digest(READER));
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO, DISAGG_FO)) {
            flow.release(
                    Archive.yearly(variant, 2026),
                    CftcFiles.week(variant, EURO, "2026-06-02", 300),
                    CftcFiles.week(variant, EURO, "2026-05-26", 200),
                    CftcFiles.week(variant, "13874+", "2026-06-02", 200));
            flow.release(Archive.weekly(variant), CftcFiles.week(variant, EURO, "2026-06-09", 400));
        }
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-08", 1.08, "2026-06-09", 1.09, "2026-06-12", 1.1));
        try (RunningApplication once = flow.start()) {
            once.refreshReports();
            once.refreshPrices();
        }
        service = flow.set("cotinga.prices.enabled", "false").servePublished();
        flow.release(
                Archive.yearly(TFF_FO, 2026),
                CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400),
                CftcFiles.week(TFF_FO, EURO, "2026-06-02", 301));
        service.refreshReports();
    }

    @AfterAll
    void stop() {
        service.close();
        flow.close();
    }

    @Test
    void everyRouteHasAnOperationAndEveryOperationHasARoute() {
        Set<String> offered = service.context().getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(RestEndpoint.class::isInstance)
                .map(RestEndpoint.class::cast)
                .filter(endpoint -> endpoint.getPath().startsWith("/api")) // pages are not part of the API
                .map(endpoint -> endpoint.getMethod().toUpperCase(Locale.ROOT) + " " + endpoint.getPath()
                        + Objects.requireNonNullElse(endpoint.getUriTemplate(), ""))
                .collect(Collectors.toCollection(TreeSet::new));
        offered.addAll(List.of("GET /api/v1/admin/runs/{id}/events", "GET /api/v1/cot/events")); // beside the routes

        assertThat(offered)
                .containsExactlyElementsOf(CONTRACT.operations().stream()
                        .map(operation -> operation.method() + " " + operation.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "getGroups|/api/v1/cot/groups/legacy",
                "searchMarkets|/api/v1/cot/markets?search=euro&category=currencies",
                "getPrices|/api/v1/cot/markets/tff/fo/099741/prices",
                "getPrices|/api/v1/cot/markets/tff/fo/099741/prices?format=csv",
                "getAnalytics|/api/v1/cot/markets/tff/fo/099741/analytics?measures=index.156,flip,concentration&groups=g1",
                "getAnalytics|/api/v1/cot/markets/tff/fo/099741/analytics?measures=last_time_here,signal&known_at=2026-06-08",
                "getAnalytics|/api/v1/cot/markets/tff/fo/099741/analytics?measures=flip,bias&as_of=weekly",
                "getAnalytics|/api/v1/cot/markets/tff/fo/099741/analytics?measures=flip,bias&chain=true",
                "getAnalytics|/api/v1/cot/markets/tff/fo/099741/analytics?measures=velocity&basis=net_oi,oi&format=csv",
                "getEventStudy|/api/v1/cot/markets/tff/fo/099741/event-study?condition=bias_g1>=50&horizons=1s,1w",
                "getEventStudy|/api/v1/cot/markets/tff/fo/099741/event-study?condition=bias_g1<=100&as_of=weekly",
                "getEventStudy|/api/v1/cot/markets/tff/fo/099741/event-study?condition=flip_g1=long&format=csv",
                "getEventStudies|/api/v1/cot/event-studies?sort_by=p_mean",
                "getEventStudies|/api/v1/cot/event-studies?format=csv",
                "getMarket|/api/v1/cot/markets/tff/fo/099741?from=2026-06-01&fields=g1_net,crowded_g1&order=asc",
                "getMarket|/api/v1/cot/markets/tff/fo/099741?format=csv",
                "getScreener|/api/v1/cot/screener/tff/fo?format=csv",
                "getScreenerV2|/api/v1/cot/screener-v2?format=csv",
                "listMarkets|/api/v1/cot/markets/tff/fo",
                "getMarket|/api/v1/cot/markets/tff/fo/099741",
                "getMarket|/api/v1/cot/markets/disagg/fo/13874+",
                "getMarket|/api/v1/cot/markets/legacy/fo/099741?known_at=2026-06-08",
                "getScreener|/api/v1/cot/screener/tff/fo?sort_by=g1_net&sort_dir=asc&limit=1",
                "getScreener|/api/v1/cot/screener/disagg/fo?known_at=2026-06-08T15:30:00-04:00",
                "getScreenerV2|/api/v1/cot/screener-v2?subtype=fo",
                "getDashboard|/api/v1/cot/dashboard/099741",
                "getDashboard|/api/v1/cot/dashboard/099741?report_type=legacy",
                "listRevisions|/api/v1/cot/revisions?since=2026-01-01",
                "listAlerts|/api/v1/cot/alerts?since=2026-01-01",
                "listAlerts|/api/v1/cot/alerts?format=csv",
                "getQuality|/api/v1/cot/quality",
                "getStatus|/api/v1/cot/status",
                "listRuns|/api/v1/admin/runs?limit=1",
                "getRun|/api/v1/admin/runs/1",
                "getRunEvents|/api/v1/admin/runs/1/events",
                "listWatchlists|/api/v1/admin/watchlists?limit=1",
                "getWatchlist|/api/v1/admin/watchlists/all",
                "getCacheStats|/api/v1/admin/cache_stats",
                "getSchedulerStatus|/api/v1/admin/scheduler_status",
                "getDocs|/api/docs",
                "getDocsFile|/api/docs/openapi.json",
                "getDocsFile|/api/docs/openapi.yaml",
                "getDocsFile|/api/docs/page.js",
                "getDocsFile|/api/docs/swagger-ui.css",
                "getDocsFile|/api/docs/swagger-ui-bundle.js",
            })
    void whatIsAskedForAsDescribedIsAnsweredAsDescribed(String operation, String path) {
        HttpResponse<String> answer =
                service.ask("GET", path.replace(">", "%3E").replace("<", "%3C"), "", "X-API-Key", KEY);

        assertDescribed(operation, 200, answer);
        if (responses(operation).containsKey("304")) {
            assertMayBeKept(operation, answer);
        }
    }

    @Test
    @OnlyOnH2
    void describesResponsesThatWereComputedDuringAPublicationAndDoesNotCacheThem(@TempDir Path directory)
            throws Exception {
        try (Flow own = new Flow(directory)
                        .years(2026, 2026)
                        .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                        .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400));
                RunningApplication busy = own.servePublished()) {
            HeldQueries.hold(busy.database(), "week");
            try {
                CompletableFuture<HttpResponse<String>> asked =
                        CompletableFuture.supplyAsync(() -> busy.get("/markets/tff/fo/" + EURO + "?order=asc"));
                assertThat(HeldQueries.awaitQuery()).isTrue();
                own.release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 444));
                assertThat(busy.refreshReports().published()).isTrue();
                HeldQueries.release();
                HttpResponse<String> answer = asked.get(60, TimeUnit.SECONDS);

                assertDescribed("getMarket", 200, answer);
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(answer.headers().firstValue("ETag")).isEmpty();
            } finally {
                HeldQueries.release();
            }
        }
    }

    @Test
    void describesTheResponsesToChangesOfWatchlists() {
        String entries = "{\"entries\": [{\"markets\": \"*\", \"condition\": \"g1_net>0\"}]}";
        assertDescribed("putWatchlist", 201, put("own", entries, "application/json"));
        assertDescribed("putWatchlist", 200, put("own", entries, "application/json"));
        assertDescribed("putWatchlist", 400, put("own", "{\"entries\": []}", "application/json"));
        assertDescribed("putWatchlist", 409, put("all", entries, "application/json"));
        assertDescribed("putWatchlist", 413, put("own", " ".repeat(70_000) + entries, "application/json"));
        assertDescribed("putWatchlist", 415, put("own", entries, "text/plain"));
        assertDescribed("deleteWatchlist", 204, watchlist("DELETE", "own"));
        assertDescribed("deleteWatchlist", 404, watchlist("DELETE", "own"));
        assertDescribed("deleteWatchlist", 409, watchlist("DELETE", "all"));
        assertDescribed("getWatchlist", 404, watchlist("GET", "own"));
    }

    private HttpResponse<String> watchlist(String method, String name) {
        return service.ask(method, "/api/v1/admin/watchlists/" + name, "", "X-API-Key", KEY);
    }

    private HttpResponse<String> put(String name, String body, String type) {
        return service.ask("PUT", "/api/v1/admin/watchlists/" + name, body, "X-API-Key", KEY, "Content-Type", type);
    }

    @Test
    void describesTheResponsesOfAdminOperations() throws InterruptedException {
        StandInUpstream.Hold hold = flow.upstream.hold(Archive.weekly(LEGACY_FO).path());
        assertDescribed("startRun", 202, post("{\"kind\": \"reports\"}", "application/json"));
        assertThat(hold.awaitRequest()).isTrue();
        assertDescribed("listRuns", 200, service.ask("GET", "/api/v1/admin/runs", "", "X-API-Key", KEY));
        assertDescribed("startRun", 409, post("{\"kind\": \"reports\"}", "application/json"));
        hold.release();
        assertDescribed("startRun", 409, post("{\"kind\": \"prices\"}", "application/json"));
        assertDescribed("startRun", 400, post("{\"kind\": \"news\", \"force\": 1}", "application/json"));
        assertDescribed("startRun", 413, post("{\"kind\": \"" + "x".repeat(70_000) + "\"}", "application/json"));
        assertDescribed("startRun", 415, post("kind=reports", "text/plain"));
        assertDescribed(
                "invalidateCaches",
                200,
                service.ask("POST", "/api/v1/admin/cache/invalidate?pattern=tff/*", "", "X-API-Key", KEY));
        await().atMost(SOON).until(() -> !Flow.json(service.get("/status").body())
                .at("/scheduler/update/running")
                .booleanValue());
    }

    @Test
    void returns204ForTheEventsOfAnEndedRunThatWasReported() {
        HttpResponse<String> answer =
                service.ask("GET", "/api/v1/admin/runs/1/events", "", "X-API-Key", KEY, "Last-Event-ID", "end");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertHeadersDescribed("getRunEvents", 204, answer);
    }

    @Test
    void describesTheEventsForReaders() {
        HttpResponse<String> answer = service.ask("HEAD", "/api/v1/cot/events", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertHeadersDescribed(EVENTS, 200, answer);
    }

    @Test
    void theExamplesOfTheDocumentAreRealResponses() {
        JsonObject problem = described("listMarkets", 400).getJsonObject("content");
        JsonObject expected = problem.getJsonObject("application/problem+json").getJsonObject("example");
        HttpResponse<String> rejected = service.ask(
                "GET", expected.getString("instance"), "", "X-Request-ID", expected.getString("request_id"));
        assertThat(new JsonObject(rejected.body())).isEqualTo(expected);

        assertThat(Json.decodeValue(service.get("/groups/legacy").body()))
                .isEqualTo(described("getGroups", 200)
                        .getJsonObject("content")
                        .getJsonObject("application/json")
                        .getValue("example"));
    }

    @Test
    void everyOperationRejectsUnknownParameters() {
        for (Operation operation : CONTRACT.operations()) {
            HttpResponse<String> answer =
                    service.ask(operation.method(), path(operation) + "?colour=red", "", "X-API-Key", KEY);

            assertThat(answer.statusCode()).as(operation.id()).isEqualTo(400);
            assertDescribed(operation.id(), 400, answer);
            assertThat(Flow.json(answer.body()).at("/errors/0/parameter").textValue())
                    .isEqualTo("colour");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cot/markets/disagg/co, listMarkets",
        "/api/v1/cot/markets/tff/fo/000000, getMarket",
        "/api/v1/cot/markets/tff/fo/000000/prices, getPrices",
        "/api/v1/cot/markets/tff/fo/000000/analytics?measures=index, getAnalytics",
        "/api/v1/cot/markets/tff/fo/000000/event-study?condition=flip_g1=long, getEventStudy",
        "/api/v1/cot/dashboard/000000, getDashboard",
        "/api/v1/cot/screener/legacy/co, getScreener",
        "/api/v1/admin/runs/999, getRun",
        "/api/v1/admin/runs/999/events, getRunEvents",
    })
    void whatIsNotThereIsNotFoundAsDescribed(String path, String operation) {
        assertDescribed(operation, 404, service.ask("GET", path, "", "X-API-Key", KEY));
    }

    @Test
    void aStudyWithoutPricesIsAConflictAsDescribed() {
        assertDescribed(
                "getEventStudy",
                409,
                service.get("/markets/disagg/fo/13874+/event-study?condition=flip_g1=long", "X-API-Key", KEY));
    }

    @Test
    void adminOperationsRequireAKeyWithTheirScope() {
        for (Operation operation : CONTRACT.operations()) {
            if (operation.path().startsWith("/api/v1/admin")) {
                assertDescribed(operation.id(), 401, service.ask(operation.method(), path(operation), ""));
                assertDescribed(
                        operation.id(), 403, service.ask(operation.method(), path(operation), "", "X-API-Key", READER));
            }
        }
    }

    @Test
    void returns304WhereTheContractDescribesIt() {
        for (Operation operation : CONTRACT.operations()) {
            String method = operation.id().equals(EVENTS) ? "HEAD" : operation.method(); // its response has no end
            HttpResponse<String> answer = service.ask(method, address(operation), "", "X-API-Key", KEY);
            Optional<String> tag = answer.headers().firstValue("ETag");

            assertThat(tag.isPresent())
                    .as(operation.id())
                    .isEqualTo(responses(operation.id()).containsKey("304"));
            if (tag.isPresent()) {
                HttpResponse<String> again = service.ask(
                        operation.method(), address(operation), "", "X-API-Key", KEY, "If-None-Match", tag.get());
                assertThat(again.statusCode()).isEqualTo(304);
                assertHeadersDescribed(operation.id(), 304, again);
                assertMayBeKept(operation.id(), again);
                assertThat(described(operation.id(), 304).containsKey("content"))
                        .isFalse();
                assertThat(again.body()).isEmpty();
            }
        }
    }

    @Test
    void describesTheGeneralProblemsOfEveryOperation() {
        for (Operation operation : CONTRACT.operations()) {
            String path = path(operation);
            assertDescribed(operation.id(), 405, service.ask("PATCH", path, "", "X-API-Key", KEY));
            if (responses(operation.id()).containsKey("200") && !operation.hasBody() && !path.startsWith("/api/docs")) {
                assertDescribed(
                        operation.id(),
                        406,
                        service.ask(
                                operation.method(), address(operation), "", "X-API-Key", KEY, "Accept", "image/png"));
            }
            if (!operation.hasBody()) {
                assertDescribed(
                        operation.id(),
                        400,
                        service.ask(operation.method(), address(operation), "{}", "X-API-Key", KEY));
            }
            HttpResponse<String> beside = service.ask(operation.method(), path + "/", "", "X-API-Key", KEY);
            assertDescribed(operation.id(), 404, beside);
        }
    }

    @Test
    void describesTheProblemOfTooManyRequests(@TempDir Path directory) {
        try (Flow own = new Flow(directory)
                        .set("cotinga.api.rate-limit.reads", "1")
                        .set("cotinga.api.rate-limit.admin", "1")
                        .set("cotinga.api.keys", "ops:admin:" + digest(KEY));
                RunningApplication strict = own.serve()) {
            strict.get("/status");
            strict.ask("GET", "/api/v1/admin/runs", "", "X-API-Key", KEY);
            for (Operation operation : CONTRACT.operations()) {
                boolean isAdmin = operation.path().startsWith("/api/v1/admin");
                HttpResponse<String> answer = isAdmin
                        ? strict.ask(operation.method(), path(operation), "", "X-API-Key", KEY)
                        : strict.ask(operation.method(), path(operation), "");
                assertDescribed(operation.id(), 429, answer);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    @Test
    void reportsAllViolationsAtOnce() {
        HttpResponse<String> answer = service.get("/screener/tff/xx?limit=0&sort_dir=up&limit=7&colour=red");

        assertDescribed("getScreener", 400, answer);
        assertThat(Flow.json(answer.body()).get("errors").findValuesAsText("parameter"))
                .containsExactly("subtype", "limit", "sort_dir", "colour");
    }

    private HttpResponse<String> post(String body, String type) {
        return service.ask("POST", "/api/v1/admin/runs", body, "X-API-Key", KEY, "Content-Type", type);
    }

    /** The operation's path with parameters that are allowed. */
    private static String path(Operation operation) {
        return operation
                .path()
                .replace("{report_type}", "tff")
                .replace("{subtype}", "fo")
                .replace("{code}", EURO)
                .replace("{id}", "1")
                .replace("{name}", "all")
                .replace("{file}", "openapi.json");
    }

    /** The path with the query parameters that are required. */
    private static String address(Operation operation) {
        return path(operation)
                + switch (operation.id()) {
                    case "getAnalytics" -> "?measures=index.26";
                    case "getEventStudy" -> "?condition=flip_g1=long";
                    default -> "";
                };
    }

    private static void assertDescribed(String operation, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(operation + ": " + shown(answer)).isEqualTo(status);
        JsonObject described = described(operation, status);
        String type = answer.headers().firstValue("Content-Type").orElse("none").replaceFirst(";.*", "");
        JsonObject content = described.getJsonObject("content", new JsonObject().put("none", ""));
        assertThat(content.fieldNames()).as(operation + " " + status).contains(type);
        assertHeadersDescribed(operation, status, answer);
        if (type.endsWith("json")) {
            assertValid(
                    operation + " " + status + ": " + shown(answer),
                    content.getJsonObject(type).getJsonObject("schema"),
                    Json.decodeValue(answer.body()));
        }
    }

    /** The required headers are present, and every header conforms to the document. */
    private static void assertHeadersDescribed(String operation, int status, HttpResponse<String> answer) {
        JsonObject headers = described(operation, status).getJsonObject("headers");
        for (String header : headers.fieldNames()) {
            JsonObject its = headers.getJsonObject(header);
            String which = operation + " " + status + " " + header;
            List<String> values = answer.headers().allValues(header);
            assertThat(values).as(which).hasSizeLessThanOrEqualTo(1);
            if (its.getBoolean("required", false)) {
                assertThat(values).as(which).isNotEmpty();
            }
            for (String value : values) {
                JsonObject schema = its.getJsonObject("schema");
                boolean isNumber = "integer".equals(schema.getString("type"));
                assertValid(which + ": " + value, schema, isNumber ? Json.decodeValue(value) : value);
            }
        }
    }

    /** A response that the document lets clients cache, and that was not computed during a publication. */
    private static void assertMayBeKept(String which, HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("ETag")).as(which).isPresent();
        assertThat(answer.headers().firstValue("Vary")).as(which).hasValueSatisfying(vary -> assertThat(vary)
                .contains("Accept", "Accept-Encoding"));
        String allowed = which.startsWith("getDocs") ? "no-cache" : "public, max-age=";
        assertThat(answer.headers().firstValue("Cache-Control"))
                .as(which)
                .hasValueSatisfying(control -> assertThat(control).startsWith(allowed));
    }

    private static void assertValid(String which, JsonObject schema, Object value) {
        OutputUnit result = Validator.create(
                        JsonSchema.of(schema),
                        new JsonSchemaOptions()
                                .setDraft(Draft.DRAFT202012)
                                .setBaseUri("urn:cotinga")
                                .setOutputFormat(OutputFormat.Basic))
                .validate(value);
        assertThat(result.getValid())
                .as(() -> which + "\n" + result.toJson().encodePrettily())
                .isTrue();
    }

    /** The response that the document describes for a status, or else the default. */
    private static JsonObject described(String operation, int status) {
        JsonObject responses = responses(operation);
        String key = String.valueOf(status);
        return CONTRACT.resolved(responses.getJsonObject(responses.containsKey(key) ? key : "default"));
    }

    private static JsonObject responses(String operation) {
        JsonObject paths = CONTRACT.document().getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : List.of("get", "post", "put", "delete")) {
                JsonObject its = paths.getJsonObject(path).getJsonObject(method);
                if (its != null && operation.equals(its.getString("operationId"))) {
                    return its.getJsonObject("responses");
                }
            }
        }
        throw new AssertionError("The contract has no operation " + operation);
    }

    private static String shown(HttpResponse<String> answer) {
        return answer.body().length() > 1_000 ? answer.body().substring(0, 1_000) + "…" : answer.body();
    }

    private static String digest(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }
}
