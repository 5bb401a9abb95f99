package cotinga.upstream;

import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * The limits of one exchange.
 *
 * @param maxBytes the largest body of a successful response, after content decoding
 * @param maxBytesKey its setting
 * @param maxTime the longest time from the request to the last byte, redirects included
 * @param maxTimeKey its setting
 * @param maxErrorBytes the largest body of any other response, after content decoding
 * @param isStatusEnough the statuses whose body is not needed and not read
 */
public record ExchangeLimits(
        long maxBytes,
        String maxBytesKey,
        Duration maxTime,
        String maxTimeKey,
        int maxErrorBytes,
        IntPredicate isStatusEnough) {
    static final String MAX_ERROR_BODY = "cotinga.http.max-error-body";
}
