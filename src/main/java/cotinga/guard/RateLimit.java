package cotinga.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpHeaders;
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
    private static final long NANOS_OF_SECOND = 1_000_000_000;

    private static final String HEADER = "RateLimit-";

    private final CharSequence policyHeader = HttpHeaders.createOptimized(HEADER + "Policy");
    private final CharSequence limitHeader = HttpHeaders.createOptimized(HEADER + "Limit");
    private final CharSequence remainingHeader = HttpHeaders.createOptimized(HEADER + "Remaining");
    private final CharSequence resetHeader = HttpHeaders.createOptimized(HEADER + "Reset");
    private final int perMinute;
    private final CharSequence policy;
    private final CharSequence most;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(PERIOD)
            .build();

    /** @param perMinute requests; 0 for no limit */
    RateLimit(int perMinute) {
        this.perMinute = perMinute;
        this.policy = HttpHeaders.createOptimized(perMinute + ";w=" + PERIOD.toSeconds());
        this.most = HttpHeaders.createOptimized(String.valueOf(perMinute));
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
        ConsumptionProbe probe = take(client);
        tell(probe, response);
        if (!probe.isConsumed()) {
            long wait = seconds(probe.getNanosToWaitForRefill());
            throw new RefusedException(
                    429,
                    "Too many requests",
                    "Found more than " + perMinute + " requests a minute; wait " + wait + " s",
                    Map.of("Retry-After", String.valueOf(wait)));
        }
    }

    /** Counts a request and tells how the client stands, but does neither when it has sent too many. */
    boolean admits(Client client, HttpServerResponse response) {
        if (perMinute == 0) {
            return true;
        }
        ConsumptionProbe probe = take(client);
        if (!probe.isConsumed()) {
            return false;
        }
        tell(probe, response);
        return true;
    }

    /** Whether a header says how a client stands. */
    static boolean isHeader(String name) {
        return name.regionMatches(true, 0, HEADER, 0, HEADER.length());
    }

    private ConsumptionProbe take(Client client) {
        return buckets.get(client.name(), name -> full()).tryConsumeAndReturnRemaining(1);
    }

    private void tell(ConsumptionProbe probe, HttpServerResponse response) {
        response.putHeader(policyHeader, policy)
                .putHeader(limitHeader, most)
                .putHeader(remainingHeader, String.valueOf(probe.getRemainingTokens()))
                .putHeader(resetHeader, String.valueOf(seconds(probe.getNanosToWaitForReset())));
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }

    /** Whole seconds, rounded up. */
    private static long seconds(long nanos) {
        return (nanos + NANOS_OF_SECOND - 1) / NANOS_OF_SECOND;
    }
}
