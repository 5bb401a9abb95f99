package cotinga.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import cotinga.api.RequestException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * Limits the requests of each client: a bucket of tokens that refills evenly within a minute. Full buckets are evicted, and when there
 * are very many, the least recently used.
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
     * Counts a request, and sets the headers of the limit.
     *
     * @throws RequestException when the client has sent too many
     */
    void count(Client client, HttpServerResponse response) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe = take(client);
        writeHeaders(probe, response);
        if (!probe.isConsumed()) {
            long wait = seconds(probe.getNanosToWaitForRefill());
            throw RequestException.tooManyRequests("Found more than " + perMinute + " requests a minute", wait);
        }
    }

    /** Counts a request and sets the headers of the limit; does neither when the client has sent too many. */
    boolean admits(Client client, HttpServerResponse response) {
        if (perMinute == 0) {
            return true;
        }
        ConsumptionProbe probe = take(client);
        if (!probe.isConsumed()) {
            return false;
        }
        writeHeaders(probe, response);
        return true;
    }

    /** Whether a header is one of the limit. */
    static boolean isHeader(String name) {
        return name.regionMatches(true, 0, HEADER, 0, HEADER.length());
    }

    private ConsumptionProbe take(Client client) {
        return buckets.get(client.name(), name -> full()).tryConsumeAndReturnRemaining(1);
    }

    private void writeHeaders(ConsumptionProbe probe, HttpServerResponse response) {
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
