package cotinga.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What REST reads. Keys begin with the data version, so that an answer computed before a publication is never found after it;
 * an answer that is missing is computed once however many ask for it at the same time.
 */
public final class AnswerCaches {
    /** The caches, and the share of the whole weight that each may hold. */
    private static final Map<String, Double> SHARES =
            Map.of("markets", 0.05, "market", 0.45, "screener", 0.30, "dashboard", 0.20);

    private final Map<String, Cache<Object, Object>> caches = new LinkedHashMap<>();

    /** Something whose memory is known. */
    public interface Weighed {
        /** Bytes held. */
        int weight();
    }

    /**
     * @param maxWeight bytes that all caches together may hold
     * @param timeToLive how long each cache keeps an answer, by name
     */
    public AnswerCaches(long maxWeight, Map<String, Duration> timeToLive) {
        SHARES.forEach((name, share) -> caches.put(
                name,
                Caffeine.newBuilder()
                        .maximumWeight((long) (maxWeight * share))
                        .weigher(AnswerCaches::weight)
                        .expireAfterWrite(timeToLive.getOrDefault(name, Duration.ofMinutes(10)))
                        .recordStats()
                        .build()));
    }

    /** The caches by the name under which the caffeine component finds them. */
    public Map<String, Cache<Object, Object>> byName() {
        return Map.copyOf(caches);
    }

    /** The answer under a key of a cache, computed if it is not there. */
    @SuppressWarnings("unchecked") // a cache holds what its loaders made
    <T extends Weighed> T get(String cache, String key, Supplier<T> loader) {
        return (T) cacheNamed(cache).get(key, missing -> loader.get());
    }

    /** The answer under a key of a cache, if it is there. */
    @SuppressWarnings("unchecked") // a cache holds what its loaders made
    <T extends Weighed> Optional<T> present(String cache, String key) {
        return Optional.ofNullable((T) cacheNamed(cache).getIfPresent(key));
    }

    private Cache<Object, Object> cacheNamed(String name) {
        Cache<Object, Object> cache = caches.get(name);
        if (cache == null) {
            throw new IllegalArgumentException("no cache is named " + name + "; known: " + caches.keySet());
        }
        return cache;
    }

    private static int weight(Object key, Object value) {
        int ofValue = value instanceof Weighed weighed ? weighed.weight() : 1_024;
        return 2 * key.toString().length() + ofValue;
    }
}
