package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import cotinga.store.sql.Connections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the caches and of the connection pool.
 *
 * @param caches by name
 * @param shared the cache that instances share; null without one
 */
public record CacheStatistics(
        Map<String, CacheFigures> caches,
        PoolFigures connectionPool,
        @JsonInclude(JsonInclude.Include.NON_NULL) SharedAnswers.@Nullable Figures shared) {
    private static final double DECIMALS = 10_000.0;

    /**
     * The statistics of a cache.
     *
     * @param hitRate hits per request, rounded to four decimals; null before the first request
     * @param failures computations that ended with an error, or with a problem of the request
     * @param weight the bytes that the entries take
     */
    public record CacheFigures(
            long entries,
            long hits,
            long misses,
            @Nullable Double hitRate,
            long failures,
            long evictions,
            long weight) {
        static CacheFigures of(Cache<?, ?> cache) {
            cache.cleanUp();
            CacheStats stats = cache.stats();
            return new CacheFigures(
                    cache.estimatedSize(),
                    stats.hitCount(),
                    stats.missCount(),
                    CacheStatistics.hitRate(stats.hitCount(), stats.missCount()),
                    stats.loadFailureCount(),
                    stats.evictionCount(),
                    cache.policy().eviction().orElseThrow().weightedSize().orElse(0));
        }
    }

    /** Hits per request, rounded to four decimals; null before the first request. */
    static @Nullable Double hitRate(long hits, long misses) {
        return hits + misses == 0 ? null : Math.round(DECIMALS * hits / (hits + misses)) / DECIMALS;
    }

    /**
     * The connections of the database pool.
     *
     * @param waiting threads that wait for a connection
     */
    public record PoolFigures(int active, int idle, int waiting, int total) {
        static PoolFigures of(Connections connections) {
            return new PoolFigures(
                    connections.active(), connections.idle(), connections.waiting(), connections.total());
        }
    }
}
