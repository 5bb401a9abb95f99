package cotinga.upstream;

import java.time.Duration;

/**
 * What one exchange may cost.
 *
 * @param maxBytes the size of a successful body, after content decoding
 * @param maxBytesKey the setting for it
 * @param maxTime the time from the request to the last byte, redirects included
 * @param maxTimeKey the setting for it
 * @param maxErrorBytes the size of any other body, after content decoding
 * @param isNotFoundEnough whether status 404 says everything, so that its body is not needed
 */
public record ExchangeLimits(
        long maxBytes,
        String maxBytesKey,
        Duration maxTime,
        String maxTimeKey,
        int maxErrorBytes,
        boolean isNotFoundEnough) {
    static final String MAX_ERROR_BODY = "cotinga.http.max-error-body";
}
