package cotinga.api;

import cotinga.store.sql.Connections;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
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
        return new CacheStatistics(caches.statistics(), CacheStatistics.PoolFigures.of(connections.get()));
    }

    /**
     * Removes the cached responses whose keys match {@code pattern}, all of them without one, and returns how many it removed. A key is
     * the part of an address that names the content, such as {@code legacy/fo/088691}; {@code *} stands for any text, {@code ?} for one
     * character.
     */
    public InvalidatedAnswers invalidate(Request request) {
        return invalidate(pattern(request));
    }

    /** The pattern of a request; empty for all keys. */
    static String pattern(Request request) {
        return Objects.requireNonNullElse(request.parameter("pattern"), "");
    }

    /** Likewise; an empty pattern stands for all keys. */
    InvalidatedAnswers invalidate(String glob) {
        Pattern pattern = glob(glob);
        Map<String, Integer> ofCaches =
                caches.invalidate(key -> pattern.matcher(key).matches());
        return new InvalidatedAnswers(
                ofCaches.values().stream().mapToInt(Integer::intValue).sum(), ofCaches);
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
