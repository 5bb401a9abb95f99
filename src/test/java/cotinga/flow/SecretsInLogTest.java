package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.http.SignedTokens;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, tokens and passwords are in no output of a process of its own, at the level DEBUG. */
class SecretsInLogTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String KEY = "secret-of-the-key-8d1f";
    private static final String WRONG_KEY = "secret-wrong-key-55ab";
    private static final String JWT_SECRET = "secret-of-the-issuer-0123456789abcdef-77c0";
    private static final String DATABASE = "secret-of-database-93e2";
    private static final String PROXY = "secret-of-proxy-41d7";
    private static final String CACHE = "secret-of-cache-2b6e";
    private static final String PORT = RunningApplication.freePort();

    private final HttpClient client = HttpClient.newHttpClient();
    private Path directory;
    private Path out;

    @BeforeEach
    void workIn(@TempDir Path folder) {
        directory = folder;
        out = folder.resolve("out.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noneIsInTheOutputOfAService(String format) throws Exception {
        String token = SignedTokens.signed(
                SignedTokens.claims().claim("scope", "admin").build(), JWT_SECRET);
        try (Flow flow = new Flow(directory).years(2026, 2026)) {
            flow.release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, "099741", "2026-06-02", 300))
                    .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, "099741", "2026-06-09", 400));
            flow.releasePrices("099741", "6E=F", Map.of("2026-06-12", 1.1));
            Map<String, String> settings = new HashMap<>(flow.settings());
            settings.put("cotinga.log.format", format);
            settings.put("cotinga.api.rate-limit.admin", "0"); // the runs are polled
            // the upstream is the proxy, which gets every request; the name of its host is never resolved
            settings.put("cotinga.cftc.base-url", "http://cftc.test");
            settings.put("cotinga.prices.base-url", "http://yahoo.test");
            settings.put("cotinga.http.proxy", flow.upstream.url().replace("//", "//user:" + PROXY + "@"));
            Process process = start(settings);
            try {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> request("GET", "/api/v1/cot/status").statusCode() == 200);
                int started =
                        request("POST", "/api/v1/admin/runs", "X-API-Key", KEY).statusCode();
                awaitSuccess(1, token);
                int prices = requestOf("prices", "POST", "/api/v1/admin/runs", "X-API-Key", KEY)
                        .statusCode();
                awaitSuccess(2, token);
                int withToken = request("POST", "/api/v1/admin/runs?kind", "Authorization", "Bearer " + token)
                        .statusCode();
                request("POST", "/api/v1/admin/runs", "X-API-Key", WRONG_KEY);
                request("GET", "/api/v1/admin/runs", "Authorization", "Bearer " + token + "x");
                request("GET", "/api/v1/cot/status?api_key=" + KEY + "&token=" + token);
                request("GET", "/api/v1/cot/markets?api_key=" + WRONG_KEY);
                for (int page = 1; page <= 10; page++) {
                    request("GET", "/api/v1/cot/revisions?since=2026-01-01&limit=" + page);
                }

                assertThat(List.of(started, withToken)).containsExactly(202, 400);
                assertThat(prices).isEqualTo(202);
                assertThat(flow.upstream.requests()).hasSizeGreaterThanOrEqualTo(2);
            } finally {
                process.destroy();
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }

        assertThat(output())
                .contains(
                        "Report run 1 begins",
                        "Price run 2 begins",
                        "admin: ",
                        "GET /api/v1/cot/status?api_key=***",
                        "Start-up: ",
                        "The shared cache is bypassed: found Connection refused")
                .doesNotContain(secrets(token));
        assertThat(Files.readString(directory.resolve("cotinga.log")))
                .contains("Report run 1 begins")
                .doesNotContain(secrets(token));
    }

    @Test
    void noneIsInTheMessageOfADatabaseThatCannotBeOpened() throws Exception {
        String url = "jdbc:h2:tcp://localhost:1/x";
        int unreachable = start(Map.of("cotinga.database.url", url)).waitFor();
        String first = output();
        int rejected = start(Map.of("cotinga.database.url", url + ";PASSWORD=" + DATABASE))
                .waitFor();

        assertThat(List.of(unreachable, rejected)).containsExactly(2, 2);
        assertThat(first).contains(url).doesNotContain(secrets("none"));
        assertThat(output())
                .contains("cotinga.database.url cannot be used (it contains a password)")
                .doesNotContain(secrets("none"));
    }

    private static String[] secrets(String token) {
        return new String[] {
            KEY, WRONG_KEY, JWT_SECRET, DATABASE, PROXY, CACHE, token.substring(token.lastIndexOf('.') + 1)
        };
    }

    private String output() throws IOException {
        return Files.readString(out);
    }

    private Process start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("cotinga.cftc.base-url", "http://localhost:1");
        all.put("cotinga.http.port", PORT);
        all.put("cotinga.management.port", RunningApplication.freePort());
        all.put("cotinga.run.on-start", "false");
        all.put("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)));
        all.put("cotinga.api.jwt.secret", JWT_SECRET);
        all.put("cotinga.database.password", DATABASE);
        all.put("cotinga.cache.shared", "redis://ann:" + CACHE + "@localhost:1");
        all.put("cotinga.log.file", "cotinga.log");
        all.put("cotinga.log.requests", "true");
        all.put("cotinga.log.level", "debug");
        all.put("cotinga.log.level.root", "info");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        absoluteClassPath(),
                        "cotinga.Cotinga")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(RunningApplication.asEnvironment(all));
        return builder.start();
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                java.util.stream.Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(element -> Path.of(element).toAbsolutePath().toString())
                        .toList());
    }

    private void awaitSuccess(int run, String token) {
        await().atMost(PATIENCE)
                .until(() -> request("GET", "/api/v1/admin/runs/" + run, "Authorization", "Bearer " + token)
                        .body()
                        .contains("\"status\":\"success\""));
    }

    private HttpResponse<String> request(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return requestOf("reports", method, path, headers);
    }

    /** @param kind of the run in the body */
    private HttpResponse<String> requestOf(String kind, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{\"kind\": \"" + kind + "\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
