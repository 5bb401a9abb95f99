package cotinga.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import cotinga.store.sql.Connections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the caches and of the connection pool.
 *
 * @param caches by name
 */
public record CacheStatistics(Map<String, CacheFigures> caches, PoolFigures connectionPool) {

    /**
     * The statistics of a cache.
     *
     * @param hitRate hits per request, rounded to four decimals; null before the first request
     * @param weight the bytes that the entries take
     */
    public record CacheFigures(
            long entries, long hits, long misses, @Nullable Double hitRate, long evictions, long weight) {
        static CacheFigures of(Cache<?, ?> cache) {
            cache.cleanUp();
            CacheStats stats = cache.stats();
            return new CacheFigures(
                    cache.estimatedSize(),
                    stats.hitCount(),
                    stats.missCount(),
                    stats.requestCount() == 0 ? null : Math.round(stats.hitRate() * 10_000) / 10_000.0,
                    stats.evictionCount(),
                    cache.policy().eviction().orElseThrow().weightedSize().orElse(0));
        }
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
