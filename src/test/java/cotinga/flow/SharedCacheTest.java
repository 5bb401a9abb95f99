package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.sharedcache.RedisServer;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services with a shared cache in a Redis server. A read that takes longer than 50 ms on a busy machine is not a hit, so each test requests
 * other addresses until one is.
 */
@Tag("full")
class SharedCacheTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String KEY = "the operator's key";
    private static final String WHEAT = "001602";

    private RedisServer redis;
    private Flow flow;
    private int addresses;

    @BeforeEach
    void start(@TempDir Path directory) {
        redis = new RedisServer(directory);
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.admin", "0")
                .set("cotinga.api.rate-limit.reads", "0")
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.cache.shared", redis.url())
                .release(Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, WHEAT, "2026-06-02", 300));
    }

    @AfterEach
    void end() {
        flow.close();
        redis.close();
    }

    /** An address that has not been requested. */
    private String another() {
        addresses++;
        return "/markets?search=wheat" + addresses;
    }

    /** An address whose response was computed and stored. */
    private String stored(RunningApplication service) {
        int before = shared(service).get("stored").intValue();
        await().atMost(SOON).until(() -> {
            assertThat(service.get(another()).statusCode()).isEqualTo(200);
            return shared(service).get("stored").intValue() > before;
        });
        return "/markets?search=wheat" + addresses;
    }

    @Test
    void aServiceFindsWhatItHadComputedBeforeItsRestart() {
        RunningApplication first = flow.servePublished();
        Map<String, HttpResponse<String>> computed = new LinkedHashMap<>();
        for (int number = 0; number < 20; number++) {
            String address = stored(first);
            computed.put(address, first.get(address));
        }
        first.close();
        RunningApplication second = flow.serve();
        int before = hits(second);

        computed.forEach((address, response) -> {
            HttpResponse<String> shared = second.get(address);
            assertThat(shared.body()).isEqualTo(response.body());
            assertThat(shared.headers().firstValue("ETag"))
                    .isEqualTo(response.headers().firstValue("ETag"));
            assertThat(shared.headers().firstValue("Content-Type"))
                    .isEqualTo(response.headers().firstValue("Content-Type"));
        });

        assertThat(hits(second)).isGreaterThan(before);
    }

    @Test
    @OnlyOnPostgres
    void instancesFindWhatAnotherHasComputed() {
        flow.set("cotinga.instance", "first");
        RunningApplication leader = flow.servePublished();
        flow.set("cotinga.database.url", TestDatabase.url(flow.directory().resolve("data")))
                .set("cotinga.role", "reader")
                .set("cotinga.instance", "second");
        RunningApplication reader = flow.serve();

        await().atMost(SOON).until(() -> {
            String address = stored(leader);
            assertThat(reader.get(address).body()).isEqualTo(leader.get(address).body());
            return hits(reader) > 0;
        });
    }

    @Test
    void requestsSucceedWhileTheServerIsStoppedAndItIsUsedAgain() {
        RunningApplication service = flow.servePublished();
        stored(service);
        redis.stop();
        await().atMost(SOON).until(() -> {
            assertThat(service.get(another()).statusCode()).isEqualTo(200);
            return !shared(service).get("available").booleanValue();
        });
        JsonNode invalidated = invalidate(service);
        assertThat(invalidated.at("/shared/invalidated").booleanValue()).isFalse();
        assertThat(invalidated.get("invalidated").intValue()).isPositive();

        redis.start();

        stored(service);
        assertThat(shared(service).get("available").booleanValue()).isTrue();
        assertThat(invalidate(service).at("/shared/invalidated").booleanValue()).isTrue();
    }

    @Test
    void aServiceStartsWithoutTheServer() {
        redis.stop();
        RunningApplication service = flow.servePublished();
        assertThat(service.get(another()).statusCode()).isEqualTo(200);

        redis.start();

        stored(service);
    }

    private static int hits(RunningApplication service) {
        return shared(service).get("hits").intValue();
    }

    private static JsonNode shared(RunningApplication service) {
        return Flow.json(admin(service, "GET", "/api/v1/admin/cache_stats").body())
                .get("shared");
    }

    private static JsonNode invalidate(RunningApplication service) {
        return Flow.json(
                admin(service, "POST", "/api/v1/admin/cache/invalidate").body());
    }

    private static HttpResponse<String> admin(RunningApplication service, String method, String path) {
        HttpResponse<String> response = service.ask(method, path, "", "X-API-Key", KEY);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response;
    }
}
