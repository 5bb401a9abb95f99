package cotinga.sharedcache;

import static cotinga.sharedcache.CountedAnswers.LONG;
import static cotinga.sharedcache.CountedAnswers.MOMENT;
import static cotinga.sharedcache.CountedAnswers.PATIENT;
import static cotinga.sharedcache.CountedAnswers.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.api.Answer;
import cotinga.api.SharedAnswers;
import cotinga.flow.LogWatch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that share responses through a Redis server. */
@Tag("full")
class RealRedisTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final int REQUESTS = 30;

    private final LogWatch log = new LogWatch(Level.INFO);

    @AutoClose
    private final Vertx vertx = Vertx.vertx();

    private Path directory;

    @BeforeEach
    void begin(@TempDir Path folder) {
        directory = folder;
        log.begin();
    }

    @AfterEach
    void end() {
        log.end();
    }

    private CountedAnswers patient(String url) {
        return new CountedAnswers(vertx, url, PATIENT, AT_ONCE);
    }

    @Test
    void oneComputesAndAllFind() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers first = patient(redis.url());
                CountedAnswers second = patient(redis.url() + "/0");
                CountedAnswers elsewhere = patient(redis.url() + "/1")) {
            fill(redis, first);

            for (int number = 0; number < REQUESTS; number++) {
                assertThat(second.get(number)).isEqualTo(expected(number));
            }

            assertThat(second.computations()).isZero();
            assertThat(second.shared.figures()).isEqualTo(new SharedAnswers.Figures(true, REQUESTS, 0, 0, 0, 0, 0));
            assertThat(first.shared.figures())
                    .isEqualTo(new SharedAnswers.Figures(true, 0, REQUESTS + 1, 0, 0, REQUESTS + 1, 0));
            elsewhere.get(0);
            assertThat(elsewhere.computations()).as("another database").isEqualTo(1);
        }
    }

    /** Has an instance compute all responses, and waits until they are stored. */
    private static void fill(RedisServer redis, CountedAnswers instance) {
        instance.get("v7/before all", () -> {}); // begins the generation
        await().atMost(SOON).until(() -> !redis.execute("KEYS", "*:generation").isEmpty());
        for (int number = 0; number < REQUESTS; number++) {
            assertThat(instance.get(number)).isEqualTo(expected(number));
        }
        await().atMost(SOON).until(() -> redis.keys().size() == REQUESTS + 1);
    }

    @Test
    void keysNameBuildPublicationCacheAndContent() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = patient(redis.url());
                CountedAnswers otherBuild = another(redis, "another build", MOMENT);
                CountedAnswers otherDatabase = another(redis, "build", MOMENT.plusSeconds(1))) {
            instance.get(1);
            await().atMost(SOON).until(() -> redis.keys().size() == 1);
            otherBuild.get(1);
            otherDatabase.get(1);
            instance.get("v8/1", () -> {});
            instance.get("v6/1", () -> {});

            assertThat(otherBuild.computations()).isEqualTo(1);
            assertThat(otherDatabase.computations()).isEqualTo(1);
            assertThat(instance.computations()).isEqualTo(3);
            await().atMost(SOON).until(() -> redis.keys().size() == 4);
            assertThat(redis.keys())
                    .allMatch(key -> key.matches("cotinga:[0-9a-f]{16}:2026-06-15T12:00:0[01]Z:market:v[78]/1"));
            long left = Long.parseLong(redis.execute("PTTL", redis.keys().get(0)));
            assertThat(left).isPositive().isLessThanOrEqualTo(LONG.toMillis());
        }
    }

    private CountedAnswers another(RedisServer redis, String fingerprint, Instant publishedAt) {
        RedisAnswers shared = new RedisAnswers(
                RedisAddress.of(redis.url()), fingerprint, version -> Optional.of(publishedAt), PATIENT, AT_ONCE);
        shared.connect(vertx);
        return new CountedAnswers(shared);
    }

    @Test
    void aStoppedServerIsBypassedAndUsedAgainAfterItsStart() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = patient(redis.url())) {
            fill(redis, instance);
            redis.stop();

            for (int number = 0; number < REQUESTS; number++) {
                assertThat(instance.get(number)).isEqualTo(expected(number));
            }
            assertThat(instance.shared.figures().available()).isFalse();
            assertThat(instance.shared.figures().hits()).isZero();
            assertThat(instance.shared.invalidate().problem()).contains("repeat the request when Redis replies");

            redis.start();
            await().atMost(SOON).until(() -> {
                assertThat(instance.get(1)).isEqualTo(expected(1));
                return instance.shared.figures().hits() > 0;
            });
            assertThat(instance.shared.figures().available()).isTrue();
            assertThat(ours())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("Responses are shared through Redis at " + redis.url()),
                            line -> assertThat(line).contains("The shared cache is bypassed: found "),
                            line -> assertThat(line).contains("The shared cache at " + redis.url() + " is used again"));
        }
    }

    @Test
    void aPausedServerCostsFewRequestsAWaitAndNoneAFailure() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = new CountedAnswers(vertx, redis.url(), SHORT, Duration.ofMinutes(10))) {
            await().atMost(SOON).until(() -> {
                instance.get(0);
                return instance.shared.figures().hits() > 0
                        || !instance.shared.figures().available();
            });
            long failures = instance.shared.figures().failures();
            redis.pause();

            for (int number = 0; number < REQUESTS; number++) {
                assertThat(instance.get(number)).isEqualTo(expected(number));
            }

            assertThat(instance.shared.figures().failures() - failures)
                    .as("reads that waited for the longest time")
                    .isLessThanOrEqualTo(10);
            assertThat(instance.shared.figures().bypassed()).isGreaterThanOrEqualTo(REQUESTS - 10);
            redis.resume();
        }
    }

    @Test
    void aServerThatWasPausedIsUsedAgain() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers before = patient(redis.url());
                CountedAnswers instance = new CountedAnswers(vertx, redis.url(), Duration.ofMillis(200), AT_ONCE)) {
            fill(redis, before);
            redis.pause();
            await().atMost(SOON).until(() -> {
                instance.get(1);
                return !instance.shared.figures().available();
            });
            long hits = instance.shared.figures().hits();

            redis.resume();

            await().atMost(SOON).until(() -> {
                assertThat(instance.get(1)).isEqualTo(expected(1));
                return instance.shared.figures().hits() > hits;
            });
        }
    }

    @Test
    void anInvalidatedResponseIsComputedAgainAlsoIfItWasBeingComputed() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers first = patient(redis.url());
                CountedAnswers second = patient(redis.url())) {
            fill(redis, first);

            first.get("v7/late", () -> assertThat(second.shared.invalidate())
                    .isEqualTo(new SharedAnswers.Invalidation(true, null)));
            await().atMost(SOON).until(() -> first.shared.figures().stored() == REQUESTS + 2);
            second.get(1);
            second.get("v7/late", () -> {});

            assertThat(second.computations()).isEqualTo(2);
            await().atMost(SOON).until(() -> second.shared.figures().stored() == 2);
            int before = first.computations();
            first.get(1);
            first.get("v7/late", () -> {});
            assertThat(first.computations())
                    .as("what the second has stored is valid")
                    .isEqualTo(before);
        }
    }

    @Test
    void aLostGenerationInvalidatesEverything() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = patient(redis.url())) {
            fill(redis, instance);
            int before = instance.computations();
            redis.execute("DEL", redis.execute("KEYS", "*:generation"));

            instance.get(1);

            assertThat(instance.computations()).isEqualTo(before + 1);
        }
    }

    @Test
    void valuesThatCannotBeReadAreReplacedAndLoggedOnce() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = patient(redis.url())) {
            fill(redis, instance);
            for (String key : redis.keys()) {
                redis.execute("SET", key, "garbage");
            }
            int before = instance.computations();
            long stored = instance.shared.figures().stored();

            for (int number = 0; number < REQUESTS; number++) {
                assertThat(instance.get(number)).isEqualTo(expected(number));
            }

            assertThat(instance.computations()).isEqualTo(before + REQUESTS);
            assertThat(instance.shared.figures().failures()).isEqualTo(REQUESTS);
            assertThat(instance.shared.figures().available())
                    .as("the server works")
                    .isTrue();
            assertThat(ours().stream().filter(line -> line.contains("cannot be read")))
                    .singleElement()
                    .asString()
                    .contains("found 7 bytes without the mark or the checksum of a response", redis.url());
            await().atMost(SOON).until(() -> instance.shared.figures().stored() == stored + REQUESTS);
            assertThat(instance.get(1)).isEqualTo(expected(1));
            assertThat(instance.shared.figures().hits()).isEqualTo(1);
        }
    }

    @Test
    void aWrongPasswordBypassesTheCacheAndIsNotShown() {
        try (RedisServer redis = new RedisServer(directory, "--requirepass", "the-right-one");
                CountedAnswers right = patient(redis.url().replace("//", "//:the-right-one@"));
                CountedAnswers wrong = patient(redis.url().replace("//", "//default:a-wrong-secret@"));
                CountedAnswers none = patient(redis.url())) {
            right.get(1);
            await().atMost(SOON).until(() -> right.shared.figures().stored() == 1);
            for (CountedAnswers rejected : List.of(wrong, none)) {
                for (int number = 0; number < REQUESTS; number++) {
                    assertThat(rejected.get(number)).isEqualTo(expected(number));
                }
                assertThat(rejected.computations()).isEqualTo(REQUESTS);
                assertThat(rejected.shared.figures().available()).isFalse();
            }

            assertThat(ours().stream().filter(line -> line.contains("bypassed")))
                    .anyMatch(line -> line.contains("found WRONGPASS"))
                    .anyMatch(line -> line.contains("found NOAUTH"))
                    .hasSize(2);
            assertThat(log.errors()).noneMatch(line -> line.contains("secret") || line.contains("the-right-one"));
        }
    }

    @Test
    void theRightsInTheDocumentsSuffice() {
        try (RedisServer redis = new RedisServer(
                        directory, "--user cotinga on >secret ~cotinga:* +mget +set +ping +hello +select".split(" "));
                CountedAnswers instance = patient(redis.url().replace("//", "//cotinga:secret@") + "/0")) {
            fill(redis, instance);

            instance.get(1);

            assertThat(instance.shared.figures().hits()).isEqualTo(1);
            assertThat(instance.shared.invalidate().problem()).isNull();
        }
    }

    @Test
    void aFullServerIsStillRead() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers instance = patient(redis.url())) {
            fill(redis, instance);
            redis.execute("CONFIG", "SET", "maxmemory", "1");

            for (int number = 0; number < REQUESTS; number++) {
                instance.get("v8/" + number, () -> {});
            }
            await().atMost(SOON).until(() -> instance.shared.figures().notStored() == REQUESTS);
            assertThat(instance.get(1)).isEqualTo(expected(1));

            assertThat(instance.shared.figures().hits()).isEqualTo(1);
            assertThat(instance.shared.figures().available()).isTrue();
            assertThat(ours().stream().filter(line -> line.contains("A response was not stored: found OOM")))
                    .hasSize(1);
        }
    }

    @Test
    void aLargeResponseIsStoredAndOneOverTheLimitIsNot() {
        try (RedisServer redis = new RedisServer(directory);
                CountedAnswers first = patient(redis.url());
                CountedAnswers second = patient(redis.url())) {
            fill(redis, first);
            long stored = first.shared.figures().stored();
            Answer largest = uncompressed(StoredAnswer.MOST_BYTES);

            assertThat(get(first, "v7/largest", largest)).isEqualTo(largest);
            get(first, "v7/larger", uncompressed(StoredAnswer.MOST_BYTES + 1));
            await().atMost(SOON).until(() -> first.shared.figures().stored() == stored + 1);

            assertThat(first.shared.figures().notStored()).isEqualTo(1);
            assertThat(get(second, "v7/largest", uncompressed(1))).isEqualTo(largest);
            assertThat(get(second, "v7/larger", uncompressed(1))).isEqualTo(uncompressed(1));
        }
    }

    private static Answer get(CountedAnswers instance, String key, Answer computed) {
        return instance.shared.get(new Answer.Place("market", key), LONG, () -> computed);
    }

    private static Answer uncompressed(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return new Answer(Buffer.buffer(bytes), "application/x", null, null, Optional.empty());
    }

    private List<String> ours() {
        return log.errors().stream().filter(line -> line.startsWith("cotinga.")).toList();
    }
}
