package cotinga.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;

/**
 * How many requests each client may send: a bucket of tokens that fills up evenly within a minute. Buckets that are full again are
 * forgotten, and those of the clients that were silent longest when there are very many.
 */
final class RateLimit {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_CLIENTS = 10_000;

    private final int perMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(PERIOD)
            .build();

    /** @param perMinute requests; 0 for no limit */
    RateLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Counts a request, and tells in the answer how the client stands.
     *
     * @throws RefusedException when it has sent too many
     */
    void count(Client client, HttpServerResponse response) throws RefusedException {
        if (perMinute == 0) {
            return;
        }
        Bucket bucket = buckets.get(client.name(), name -> full());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        response.putHeader("RateLimit-Policy", perMinute + ";w=" + PERIOD.toSeconds())
                .putHeader("RateLimit-Limit", String.valueOf(perMinute))
                .putHeader("RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()))
                .putHeader("RateLimit-Reset", String.valueOf(seconds(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            long wait = seconds(probe.getNanosToWaitForRefill());
            throw new RefusedException(
                    429,
                    "Too many requests",
                    "Found more than " + perMinute + " requests a minute; wait " + wait + " s",
                    Map.of("Retry-After", String.valueOf(wait)));
        }
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }

    /** Whole seconds, rounded up. */
    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }
}
