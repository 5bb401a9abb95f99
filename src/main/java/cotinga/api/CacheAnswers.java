package cotinga.api;

import cotinga.store.sql.Connections;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Returns the statistics of the caches and the connection pool, and invalidates caches. */
public final class CacheAnswers {
    private final AnswerCaches caches;
    private final Supplier<Connections> connections;

    /** @param connections of the database pool, now */
    public CacheAnswers(AnswerCaches caches, Supplier<Connections> connections) {
        this.caches = caches;
        this.connections = connections;
    }

    /** The statistics of each cache and of the connection pool. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                caches.statistics(),
                CacheStatistics.PoolFigures.of(connections.get()),
                caches.sharedStatistics().orElse(null));
    }

    /**
     * Removes the cached responses whose keys match {@code pattern}, all of them without one, and returns how many it removed. A key is
     * the part of an address that names the content, such as {@code legacy/fo/088691}; {@code *} stands for any text, {@code ?} for one
     * character. Responses that instances share become unreachable whatever the pattern, and first, so that no cache gets them again.
     */
    public InvalidatedAnswers invalidate(Request request) {
        String glob = pattern(request);
        Optional<SharedAnswers.Invalidation> shared = caches.invalidateShared();
        Map<String, Integer> removed = invalidate(glob);
        return new InvalidatedAnswers(
                removed.values().stream().mapToInt(Integer::intValue).sum(), removed, shared.orElse(null));
    }

    /** The pattern of a request; empty for all keys. */
    static String pattern(Request request) {
        return Objects.requireNonNullElse(request.parameter("pattern"), "");
    }

    /** Removes the responses that this instance has cached, whose keys match a pattern, all of them if it is empty. */
    Map<String, Integer> invalidate(String glob) {
        Pattern pattern = glob(glob);
        return caches.invalidate(key -> pattern.matcher(key).matches());
    }

    private static Pattern glob(String pattern) {
        if (pattern.isEmpty()) {
            return Pattern.compile(".*");
        }
        return Pattern.compile(Arrays.stream(pattern.split("(?<=[*?])|(?=[*?])"))
                .map(part -> switch (part) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining()));
    }
}
