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

    /** The answer under a key of a cache, computed if it is not there; it knows its place. */
    Answer answer(String cache, String key, Supplier<Answer> loader) {
        return get(cache, key, () -> loader.get().at(new Answer.Place(cache, key)));
    }

    /** What is under a key of a cache, computed if it is not there. */
    @SuppressWarnings("unchecked") // a cache holds what its loaders made
    <T extends Weighed> T get(String cache, String key, Supplier<T> loader) {
        return (T) cacheNamed(cache).get(key, missing -> loader.get());
    }

    /** What is under a key of a cache, if it is there; what is not there counts for nothing. */
    @SuppressWarnings("unchecked") // a cache holds what its loaders made
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

    /** Forgets the answers whose keys, without the data version, are chosen; tells how many in each cache. */
    Map<String, Integer> invalidate(Predicate<String> chosen) {
        Map<String, Integer> forgotten = new TreeMap<>();
        caches.forEach((name, cache) -> forgotten.put(name, invalidate(cache, chosen)));
        return forgotten;
    }

    private static int invalidate(Cache<Object, Object> cache, Predicate<String> chosen) {
        List<Object> keys = cache.asMap().keySet().stream()
                .filter(key -> chosen.test(Keys.withoutVersion(key.toString())))
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
