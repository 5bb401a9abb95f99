package cotinga.api;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The caches of responses, and of what several responses are computed from. Keys begin with the data version, so that a value that was
 * computed before a publication is not found after it. A missing value is computed once, however many requests need it at the same
 * time.
 */
public final class AnswerCaches {
    /** The share of the total weight of each cache. */
    private static final Map<String, Double> SHARES = Map.ofEntries(
            Map.entry("markets", 0.05),
            Map.entry("market", 0.24),
            Map.entry("analytics", 0.09),
            Map.entry("seasonality", 0.01),
            Map.entry("event-study", 0.02),
            Map.entry("event-studies", 0.01),
            Map.entry("event-study-rows", 0.04),
            Map.entry("screener", 0.09),
            Map.entry("screener-rows", 0.20),
            Map.entry("newest-columns", 0.04),
            Map.entry("highlights", 0.02),
            Map.entry("overview", 0.03),
            Map.entry("dashboard", 0.11),
            Map.entry("revisions", 0.04),
            Map.entry("known-dates", 0.01));

    /** What clients request first. */
    private static final List<String> FIRST = List.of("markets", "screener", "overview", "dashboard");

    private final long maxWeight;
    private final Map<String, Duration> timeToLive;
    private final Optional<SharedAnswers> shared;
    private final Map<String, LoadingCache<String, ? extends Weighed>> caches = new TreeMap<>();

    /** A value whose size is known. */
    public interface Weighed {
        /** The size in bytes. */
        int weight();
    }

    /**
     * No caches yet.
     *
     * @param maxWeight the maximum size of all caches together, in bytes
     * @param timeToLive the lifetime of entries, by the name of the cache
     * @param shared the second level, where a missing response may be found; empty if there is none
     */
    public AnswerCaches(long maxWeight, Map<String, Duration> timeToLive, Optional<SharedAnswers> shared) {
        this.maxWeight = maxWeight;
        this.timeToLive = Map.copyOf(timeToLive);
        this.shared = shared;
    }

    /** Adds a cache of responses, which know their place in it. */
    public void addAnswers(String name, Function<CacheKey, Answer> loader) {
        add(name, name, key -> {
            Answer.Place place = new Answer.Place(name, key.text());
            Supplier<Answer> computation = () -> loader.apply(key);
            return shared.map(level -> level.get(place, lifetime(name), computation))
                    .orElseGet(computation)
                    .at(place);
        });
    }

    /**
     * Adds a cache.
     *
     * @param lifetimeOf the cache whose configured lifetime it shares
     * @param loader computes a missing value; it must not use this cache
     */
    <T extends Weighed> LoadingCache<String, T> add(String name, String lifetimeOf, Function<CacheKey, T> loader) {
        return build(name, lifetimeOf, key -> loader.apply(CacheKey.parse(key)));
    }

    /**
     * Adds a cache whose missing values are computed together.
     *
     * @param lifetimeOf the cache whose configured lifetime it shares
     * @param loader computes the values of all missing keys of a request; it must not use this cache
     */
    <T extends Weighed> LoadingCache<String, T> addBulk(
            String name, String lifetimeOf, Function<Set<String>, Map<String, T>> loader) {
        return build(name, lifetimeOf, CacheLoader.bulk(keys -> loader.apply(Set.copyOf(keys))));
    }

    private <T extends Weighed> LoadingCache<String, T> build(
            String name, String lifetimeOf, CacheLoader<String, T> loader) {
        LoadingCache<String, T> cache = Caffeine.newBuilder()
                .maximumWeight((long) (maxWeight * share(name)))
                .weigher((String key, T value) -> 2 * key.length() + value.weight())
                .expireAfterWrite(lifetime(lifetimeOf))
                .recordStats()
                .build(loader);
        caches.put(name, cache);
        return cache;
    }

    private Duration lifetime(String name) {
        return Objects.requireNonNull(timeToLive.get(name), name);
    }

    private static double share(String name) {
        Double share = SHARES.get(name);
        if (share == null) {
            throw new IllegalArgumentException("no cache is named " + name + "; known: " + SHARES.keySet());
        }
        return share;
    }

    /** The caches by the names under which the caffeine component finds them. */
    public Map<String, LoadingCache<String, ? extends Weighed>> byName() {
        return Map.copyOf(caches);
    }

    /** Whether responses that clients request first are cached. */
    public boolean haveFirstAnswers() {
        return FIRST.stream().map(caches::get).filter(Objects::nonNull).anyMatch(cache -> {
            cache.cleanUp();
            return cache.estimatedSize() > 0;
        });
    }

    /** The response at a place; empty if it is missing, which the statistics do not count. */
    Optional<Answer> present(Answer.Place place) {
        LoadingCache<String, ? extends Weighed> cache = caches.get(place.cache());
        return cache == null || cache.policy().getIfPresentQuietly(place.key()) == null
                ? Optional.empty()
                : Optional.ofNullable((Answer) cache.getIfPresent(place.key()));
    }

    /** The statistics of each cache, in the order of their names. */
    Map<String, CacheStatistics.CacheFigures> statistics() {
        Map<String, CacheStatistics.CacheFigures> all = new TreeMap<>();
        caches.forEach((name, cache) -> all.put(name, CacheStatistics.CacheFigures.of(cache)));
        return all;
    }

    /** The statistics of the second level; empty if there is none. */
    Optional<SharedAnswers.Figures> sharedStatistics() {
        return shared.map(SharedAnswers::figures);
    }

    /** Makes all responses of the second level unreachable; empty if there is none. */
    Optional<SharedAnswers.Invalidation> invalidateShared() {
        return shared.map(SharedAnswers::invalidate);
    }

    /** Removes the entries whose keys, without the data version, match; returns how many in each cache. */
    Map<String, Integer> invalidate(Predicate<String> matching) {
        Map<String, Integer> removed = new TreeMap<>();
        caches.forEach((name, cache) -> removed.put(name, invalidate(cache, matching)));
        return removed;
    }

    private static int invalidate(LoadingCache<String, ?> cache, Predicate<String> matching) {
        List<String> keys = cache.asMap().keySet().stream()
                .filter(key -> matching.test(CacheKey.withoutVersion(key)))
                .toList();
        cache.invalidateAll(keys);
        return keys.size();
    }
}
