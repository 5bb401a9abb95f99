package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.recovery.StallingProxy;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that follows a leader on one PostgreSQL database, in this process. */
@OnlyOnPostgres
class ReaderTest {
    private static final String DOW_JONES = "124603";
    private static final String MARKETS = "/markets/tff/fo";
    private static final String MARKET = MARKETS + "/" + DOW_JONES;
    private static final String API = "/api/v1/cot";
    private static final Archive CURRENT_YEAR = Archive.yearly(TFF_FO, 2026);
    private static final String KEY = "a-key-of-an-operator-of-thirty-two-characters";
    private static final Duration SOON = Duration.ofSeconds(40);

    private Flow flow;
    private RunningApplication leader;
    private String url;

    @BeforeEach
    void open(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.instance", "first")
                .release(CURRENT_YEAR, CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400));
        leader = flow.serve();
        leader.refreshReports();
        url = TestDatabase.url(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private RunningApplication reader(String databaseUrl) {
        RunningApplication reader = flow.set("cotinga.role", "reader")
                .set("cotinga.instance", "second")
                .set("cotinga.database.url", databaseUrl)
                .serve();
        Flow.awaitVersion(reader, 1);
        return reader;
    }

    private void publishAnotherWeek() {
        flow.release(
                CURRENT_YEAR,
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-02", 400),
                CftcFiles.week(TFF_FO, DOW_JONES, "2026-06-09", 444));
        leader.refreshReports();
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void servesANewVersionToAClientThatHasItAlready() throws Exception {
        RunningApplication reader = reader(url);
        assertThat(tag(reader.get(MARKET))).startsWith("\"1-").isEqualTo(tag(leader.get(MARKET)));
        Flow.stopFollowing(reader);
        publishAnotherWeek();
        assertThat(tag(reader.get(MARKET))).as("the reader is behind").startsWith("\"1-");
        String newer = tag(leader.get(MARKET));
        assertThat(newer).startsWith("\"2-");

        HttpResponse<String> unchanged = reader.ask("GET", API + MARKET, "", "If-None-Match", newer);
        HttpResponse<String> other = reader.ask("GET", API + MARKETS, "", "If-None-Match", newer);

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(tag(unchanged)).isEqualTo(newer);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(tag(other)).startsWith("\"2-");
        assertThat(Flow.openInterest(reader, TFF_FO, DOW_JONES)).hasSize(2);
    }

    @Test
    void aTagOfAVersionThatDoesNotExistChangesNothing() {
        RunningApplication reader = reader(url);

        HttpResponse<String> answer = reader.ask("GET", API + MARKETS, "", "If-None-Match", "\"999999-00\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tag(answer)).startsWith("\"1-");
    }

    @Test
    void carriesOutAnInvalidationThatAnotherInstanceWasAskedFor() {
        RunningApplication reader = reader(url);
        assertThat(leader.get(MARKET).statusCode()).isEqualTo(200);
        assertThat(entries(leader, "market")).isPositive();

        HttpResponse<String> asked =
                reader.ask("POST", "/api/v1/admin/cache/invalidate?pattern=tff/fo/*", "", "X-API-Key", KEY);

        assertThat(asked.statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> entries(leader, "market") == 0);
        assertThat(entries(leader, "markets")).as("others stay").isPositive();
    }

    private static long entries(RunningApplication instance, String cache) {
        HttpResponse<String> answer = instance.ask("GET", "/api/v1/admin/cache_stats", "", "X-API-Key", KEY);
        return Flow.json(answer.body()).at("/caches/" + cache + "/entries").longValue();
    }

    @Test
    void servesWhatIsCachedWhileTheDatabaseDoesNotAnswer() throws Exception {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (StallingProxy network = new StallingProxy(port)) {
            RunningApplication reader = reader(url.replace(":" + port + "/", ":" + network.port() + "/"));
            HttpResponse<String> before = reader.get(MARKETS);
            assertThat(before.headers().firstValue("Cache-Status")).isEmpty();
            assertThat(reader.get("/overview").statusCode()).isEqualTo(200);

            network.stall();
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(() -> reader.get("/status"));

            await().atMost(SOON).until(() -> reader.get(MARKETS)
                    .headers()
                    .firstValue("Cache-Status")
                    .isPresent());
            HttpResponse<String> during = reader.get(MARKETS);
            assertThat(during.statusCode()).isEqualTo(200);
            assertThat(during.body()).isEqualTo(before.body());
            assertThat(during.headers().firstValue("Cache-Status"))
                    .hasValue("cotinga; hit; detail=database-unreachable");
            assertThat(waiting.get(40, TimeUnit.SECONDS).statusCode())
                    .as("of a request that the outage interrupted")
                    .isEqualTo(503);
            LogWatch log = new LogWatch(Level.INFO);
            log.begin();
            assertThat(reader.get(MARKET).statusCode()).as("not cached").isEqualTo(503);
            assertThat(reader.ask("GET", API + MARKETS, "", "If-None-Match", "\"2-00\"")
                            .statusCode())
                    .as("a client that has a newer version, as far as it says")
                    .isEqualTo(503);
            assertThat(reader.manage("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(reader.manage("/observe/health").body())
                    .contains("The database does not answer; only cached responses are served.");
            assertThat(reader.manage("/observe/metrics").body()).contains("cotinga_database_contact 0.0");

            for (String name : new String[] {"markets", "screener", "overview", "dashboard"}) {
                ((LoadingCache<?, ?>) reader.context().getRegistry().lookupByName(name)).invalidateAll();
            }
            assertThat(reader.manage("/observe/health/ready").statusCode())
                    .as("it cannot serve any more")
                    .isEqualTo(503);
            log.end();
            assertThat(log.errors())
                    .filteredOn(line -> line.contains("Request "))
                    .isEmpty();
            network.resume();

            await().atMost(SOON).until(() -> reader.get(MARKET).statusCode() == 200);
            assertThat(reader.get(MARKET).headers().firstValue("Cache-Status")).isEmpty();
            assertThat(reader.manage("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(reader.manage("/observe/metrics").body()).contains("cotinga_database_contact 1.0");
            publishAnotherWeek();
            Flow.awaitVersion(reader, 2);
        }
    }
}
