package cotinga.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The caches of responses. Keys begin with the data version, so that a response computed before a publication is not found after it.
 * A missing response is computed once, however many requests need it at the same time.
 */
public final class AnswerCaches {
    /** The caches, and the share of the total weight of each. */
    private static final Map<String, Double> SHARES =
            Map.of("markets", 0.05, "market", 0.45, "screener", 0.30, "dashboard", 0.20);

    private final Map<String, Cache<Object, Object>> caches = new LinkedHashMap<>();

    /** A value whose size is known. */
    public interface Weighed {
        /** The size in bytes. */
        int weight();
    }

    /**
     * @param maxWeight the maximum size of all caches together, in bytes
     * @param timeToLive the lifetime of entries, by the name of the cache
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

    /** The caches by the names under which the caffeine component finds them. */
    public Map<String, Cache<Object, Object>> byName() {
        return Map.copyOf(caches);
    }

    /** The response under a key of a cache, with its place; computed if it is missing. */
    Answer answer(String cache, String key, Supplier<Answer> loader) {
        return get(cache, key, () -> loader.get().at(new Answer.Place(cache, key)));
    }

    /** The value under a key of a cache; computed if it is missing. */
    @SuppressWarnings("unchecked") // a cache contains only what its loaders return
    <T extends Weighed> T get(String cache, String key, Supplier<T> loader) {
        return (T) cacheNamed(cache).get(key, missing -> loader.get());
    }

    /** The value under a key of a cache; empty if it is missing, which the statistics do not count. */
    @SuppressWarnings("unchecked") // a cache contains only what its loaders return
    <T extends Weighed> Optional<T> present(String name, String key) {
        Cache<Object, Object> cache = cacheNamed(name);
        return cache.policy().getIfPresentQuietly(key) == null
                ? Optional.empty()
                : Optional.ofNullable((T) cache.getIfPresent(key));
    }

    /** The statistics of each cache, in the order of their names. */
    Map<String, CacheStatistics.CacheFigures> statistics() {
        Map<String, CacheStatistics.CacheFigures> all = new TreeMap<>();
        caches.forEach((name, cache) -> all.put(name, CacheStatistics.CacheFigures.of(cache)));
        return all;
    }

    /** Removes the entries whose keys, without the data version, match; returns how many in each cache. */
    Map<String, Integer> invalidate(Predicate<String> matching) {
        Map<String, Integer> removed = new TreeMap<>();
        caches.forEach((name, cache) -> removed.put(name, invalidate(cache, matching)));
        return removed;
    }

    private static int invalidate(Cache<Object, Object> cache, Predicate<String> matching) {
        List<Object> keys = cache.asMap().keySet().stream()
                .filter(key -> matching.test(Keys.withoutVersion(key.toString())))
                .toList();
        cache.invalidateAll(keys);
        return keys.size();
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
