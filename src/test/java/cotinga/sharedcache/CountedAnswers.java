package cotinga.sharedcache;

import cotinga.api.Answer;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance's view of a shared cache, which counts what it computes. */
final class CountedAnswers implements AutoCloseable {
    static final Instant MOMENT = Instant.parse("2026-06-15T12:00:00Z");
    static final Duration PATIENT = Duration.ofSeconds(20);
    static final Duration LONG = Duration.ofHours(1);

    final RedisAnswers shared;
    private final AtomicInteger computations = new AtomicInteger();

    /**
     * Connected.
     *
     * @param longestWait of a read
     * @param timeToRecover until a read is tried after an outage
     */
    CountedAnswers(Vertx vertx, String url, Duration longestWait, Duration timeToRecover) {
        this(new RedisAnswers(RedisAddress.of(url), "build", CountedAnswers::publishedAt, longestWait, timeToRecover));
        shared.connect(vertx);
    }

    CountedAnswers(RedisAnswers shared) {
        this.shared = shared;
    }

    /** Versions 7 and 8 are the newest two. */
    private static Optional<Instant> publishedAt(long dataVersion) {
        return Optional.of(MOMENT).filter(known -> dataVersion == 7 || dataVersion == 8);
    }

    /** The text of the response with a number in data version 7. */
    String get(int number) {
        return get("v7/" + number, () -> {});
    }

    /**
     * The text of a response.
     *
     * @param meanwhile happens while it is computed
     */
    String get(String key, Runnable meanwhile) {
        return shared.get(new Answer.Place("market", key), LONG, () -> {
                    meanwhile.run();
                    computations.incrementAndGet();
                    return Answer.of(("{\"of\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8));
                })
                .body()
                .toString();
    }

    static String expected(int number) {
        return "{\"of\":\"v7/" + number + "\"}";
    }

    int computations() {
        return computations.get();
    }

    @Override
    public void close() {
        shared.close();
    }
}
