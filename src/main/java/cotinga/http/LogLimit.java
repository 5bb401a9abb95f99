package cotinga.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits the log lines per minute about one client: enough for an operator to see them, too few to fill a disk. */
final class LogLimit {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_CLIENTS = 10_000;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Rejections with a status other than 429, such as 401; the default rate limit allows no more. */
    private static final int MOST_REJECTIONS = 10;

    private final Cache<String, AtomicInteger> lines;

    LogLimit() {
        this(Ticker.systemTicker());
    }

    LogLimit(Ticker ticker) {
        lines = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterWrite(PERIOD)
                .ticker(ticker)
                .build();
    }

    /** Whether a response is logged: all responses to authenticated clients, but 429 only once a minute. */
    boolean admits(Client client, int status) {
        if (status == TOO_MANY_REQUESTS) {
            return count(client.name() + " " + status) == 1;
        }
        return client.known() || count(client.name()) <= MOST_REJECTIONS;
    }

    private int count(String key) {
        return lines.get(key, first -> new AtomicInteger()).incrementAndGet();
    }
}
