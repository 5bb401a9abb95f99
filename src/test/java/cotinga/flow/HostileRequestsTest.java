package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.contract.Contract;
import cotinga.flow.HostileRequests.Broken;
import cotinga.flow.HostileRequests.Sent;
import cotinga.report.ReportVariant;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Some thousands of unusual, invalid or hostile requests. Each depends on a seed and its number; {@code -Dhostile.seed=…} generates
 * others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private static final long SEED = Long.getLong("hostile.seed", 20_261_120L);
    private static final int EACH = 1_200;
    private static final Contract CONTRACT = Contract.shipped();
    private static final String KEY = "a key for operators";
    private static final String EURO = "099741";

    /** All headers of responses. */
    private static final Set<String> HEADERS = Set.of(
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-security-policy",
            "content-disposition",
            "content-type",
            "etag",
            "location",
            "referrer-policy",
            "transfer-encoding",
            "vary",
            "www-authenticate",
            "x-accel-buffering",
            "x-content-type-options",
            "x-frame-options",
            "x-request-id");

    /** Internal details: stack traces, classes, files, statements. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat [a-z]+\\.|cotinga\\.(?!api\\.)|org\\.|io\\.(vertx|netty)|com\\.|java[x.]|jdbc|SELECT|INSERT|Caused by|/tmp/|/data/|\\.camel\\.|\\.sql",
            Pattern.DOTALL);

    private static final Validator PROBLEMS = Validator.create(
            JsonSchema.of(CONTRACT.resolved(new JsonObject().put("$ref", "#/components/schemas/Problem"))),
            new JsonSchemaOptions()
                    .setDraft(Draft.DRAFT202012)
                    .setBaseUri("urn:cotinga")
                    .setOutputFormat(OutputFormat.Basic));

    private final HostileRequests requests = new HostileRequests(CONTRACT);
    private Queue<String> routed = new ArrayDeque<>();
    private final LogWatch log = new LogWatch();

    private Path directory;

    @AutoClose
    private Flow flow;

    private RunningApplication service;
    private int runs;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "0")
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)));
        for (ReportVariant variant : List.of(LEGACY_FO, TFF_FO)) {
            flow.release(
                    Archive.yearly(variant, 2026),
                    CftcFiles.week(variant, EURO, "2026-06-09", 400),
                    CftcFiles.week(variant, EURO, "2026-06-02", 300),
                    CftcFiles.week(variant, "13874+", "2026-06-09", 200));
            flow.release(Archive.weekly(variant), CftcFiles.week(variant, EURO, "2026-06-09", 400));
        }
        service = flow.servePublished();
        runs = countRuns();
        routed = service.requestsOfRoutes();
    }

    @BeforeEach
    void listen() {
        log.begin();
    }

    /** The service still responds, has no internal failure, and has started no run. */
    @AfterEach
    void everythingIsAsItWas() throws SQLException {
        log.end();
        assertThat(service.get("/status").statusCode()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
        assertThat(countRuns()).isEqualTo(runs);
    }

    @Test
    void respondsToRequestsThatTheContractAllows() throws IOException {
        int before = routed.size();
        sendAll(EACH, random -> requests.allowed(random, "X-API-Key: " + KEY), (sent, answer) -> assertThat(
                        answer.status())
                .as(() -> told(sent, answer))
                .isIn(200, 404, 409));
        assertThat(routed.size()).as("a new request was served by a route").isGreaterThan(before);
    }

    @Test
    void rejectsRequestsThatTheContractForbidsBeforeTheRoutes() throws IOException {
        int before = routed.size();
        sendAll(EACH, random -> requests.forbidden(random, "X-API-Key: " + KEY), (sent, answer) -> {
            assertThat(answer.status()).as(() -> told(sent, answer)).isIn(400, 414);
            assertThat(routed.size()).as(() -> told(sent, answer)).isEqualTo(before);
        });
    }

    @Test
    void respondsToHostileRequestsThatAreValid() throws IOException {
        sendAll(EACH, random -> requests.malign(random, "X-API-Key: " + KEY), (sent, answer) -> {});
    }

    @Test
    void startsNoRunForABodyThatTheContractForbids() throws IOException {
        sendAll(EACH / 4, random -> requests.forbiddenBody(random, "X-API-Key: " + KEY), (sent, answer) -> assertThat(
                        answer.status())
                .as(() -> told(sent, answer))
                .isIn(400, 413, 415));
    }

    @Test
    void readsABrokenRequestAsOneRequestAtMost() throws IOException {
        for (Broken broken : HostileRequests.brokenRequests("X-API-Key: " + KEY)) {
            try (Wire wire = new Wire(service.port())) {
                Sent sent = broken.sent();
                wire.send(sent.text());
                Optional<Wire.Answer> answer = answerOrEnd(wire, !sent.isHead());
                if (answer.isPresent() || broken.end() != HostileRequests.End.CUT) {
                    assertThat(answer).as(sent.toString()).isPresent();
                    assertHarmless(sent, answer.orElseThrow());
                    assertThat(answer.orElseThrow().status())
                            .as(told(sent, answer.orElseThrow()))
                            .isEqualTo(broken.status());
                }
                if (broken.end() == HostileRequests.End.OPEN) {
                    assertNextIsAnsweredNext(sent, wire);
                } else {
                    assertThat(answerOrEnd(wire, true)).as(sent.toString()).isEmpty();
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("neither an answer nor the end: " + broken, e);
            }
        }
    }

    /** The next response; empty if the server has closed the connection, with or without having read everything. */
    private static Optional<Wire.Answer> answerOrEnd(Wire wire, boolean hasBody) throws IOException {
        try {
            return wire.answer(hasBody);
        } catch (SocketException reset) {
            return Optional.empty();
        }
    }

    private static void assertNextIsAnsweredNext(Sent sent, Wire wire) throws IOException {
        wire.send("GET /api/v1/cot/groups/legacy HTTP/1.1\r\nHost: a\r\nX-Request-ID: the-next\r\n\r\n");
        Wire.Answer next = wire.answer(true).orElseThrow(() -> new IOException("closed after " + sent));

        assertThat(next.header("x-request-id")).as(told(sent, next)).contains("the-next");
        assertThat(next.status()).as(told(sent, next)).isEqualTo(200);
    }

    @Test
    void rejectsAnUnknownVersionOfTheProtocol() throws IOException {
        for (String version : List.of("HTTP/9.9", "HTTP/2.0", "JUNK/1.1")) {
            try (Wire wire = new Wire(service.port())) {
                wire.send("GET /api/v1/cot/status " + version + "\r\nHost: a\r\n\r\n");

                assertThat(wire.text())
                        .startsWith(version + " 501 Not Implemented\r\n")
                        .hasSizeLessThan(100);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 8100, 0, 0, 400",
        "GET, 8300, 0, 0, 414",
        "GET, 0, 16000, 0, 200",
        "GET, 0, 16500, 0, 431",
        "POST, 0, 0, 65536, 400",
        "POST, 0, 0, 65537, 413",
        "PUT, 0, 0, 65536, 400",
        "PUT, 0, 0, 65537, 413"
    })
    void whatIsTooLongIsRejected(String method, int line, int header, int body, int status) throws IOException {
        String target = method.startsWith("P")
                ? "/api/v1/admin/" + (method.equals("POST") ? "runs" : "watchlists/metals")
                : "/api/v1/cot/revisions?limit=5" + "&offset=" + "0".repeat(Math.max(0, line - 40));
        Sent sent = new Sent(
                method + " " + (line == 0 ? target.replace("&offset=", "") : target)
                        + " HTTP/1.1\r\nHost: a\r\nX-Long: "
                        + "x".repeat(header) + "\r\nX-API-Key: " + KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body + "\r\n",
                "x".repeat(body));
        try (Wire wire = new Wire(service.port())) {
            wire.send(sent.text());
            Wire.Answer answer = wire.answer(true).orElseThrow();

            assertHarmless(sent, answer);
            assertThat(answer.status()).isEqualTo(status);
            if (status == 414 || status == 431) {
                assertThat(wire.text()).as("the connection is closed").isEmpty();
            }
        }
    }

    private interface Expectation {
        void check(Sent sent, Wire.Answer answer);
    }

    private void sendAll(int count, Function<Random, Sent> maker, Expectation expectation) throws IOException {
        Wire wire = new Wire(service.port());
        try {
            for (int number = 0; number < count; number++) {
                Sent sent = maker.apply(new Random(SEED + number));
                String which = "request " + number + " of seed " + SEED;
                Wire.Answer answer;
                try {
                    wire.send(sent.text());
                    answer = wire.answer(!sent.isHead()).orElseThrow(() -> new IOException("no answer"));
                } catch (IOException e) {
                    throw new AssertionError(which + ": " + e.getMessage() + "\n" + sent, e);
                }
                try {
                    assertHarmless(sent, answer);
                    expectation.check(sent, answer);
                } catch (AssertionError e) {
                    throw new AssertionError(which + ": " + e.getMessage(), e);
                }
                if (answer.isLast()) {
                    wire.close();
                    wire = new Wire(service.port());
                }
            }
        } finally {
            wire.close();
        }
    }

    private void assertHarmless(Sent sent, Wire.Answer answer) {
        String told = told(sent, answer);
        assertThat(answer.status()).as(told).isLessThan(500);
        assertThat(answer.headers().keySet()).as(told).isSubsetOf(HEADERS);
        String id = answer.header("x-request-id").orElse("none");
        assertThat(id).as(told).matches("[A-Za-z0-9._-]{1,128}");
        if (answer.status() >= 400 && !sent.isHead()) {
            assertProblem(told, id, answer);
        }
    }

    private void assertProblem(String told, String id, Wire.Answer answer) {
        assertThat(answer.header("content-type")).as(told).contains("application/problem+json");
        assertThat(answer.header("cache-control")).as(told).contains("no-store");
        JsonObject problem = (JsonObject) Json.decodeValue(answer.body());
        assertThat(PROBLEMS.validate(problem).getValid()).as(told).isTrue();
        assertThat(problem.getInteger("status")).as(told).isEqualTo(answer.status());
        assertThat(problem.getString("request_id")).as(told).isEqualTo(id);
        assertThat(ours(problem)).as(told).doesNotContainPattern(INSIDE).doesNotContain(directory.toString());
    }

    /** The problem without the quoted values of the request. */
    private static String ours(JsonObject problem) {
        String text = problem.getString("title") + "\n" + problem.getString("detail");
        for (Object error : problem.getJsonArray("errors", new JsonArray())) {
            for (String name : List.of("found", "parameter")) {
                String theirs = ((JsonObject) error).getString(name);
                text = theirs == null || theirs.isEmpty() ? text : text.replace("'" + theirs + "'", "''");
            }
        }
        return text;
    }

    private static String told(Sent sent, Wire.Answer answer) {
        return sent + "\n→ " + answer;
    }

    private int countRuns() throws SQLException {
        try (var connection = service.database().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM run")) {
            result.next();
            return result.getInt(1);
        }
    }
}
