package cotinga.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what the caches and the connection pool do, and empties caches. */
public final class CacheAnswers {
    private final AnswerCaches caches;
    private final Supplier<Map<String, Integer>> connections;

    /** @param connections of the database, counted by what they do */
    public CacheAnswers(AnswerCaches caches, Supplier<Map<String, Integer>> connections) {
        this.caches = caches;
        this.connections = connections;
    }

    /** What each cache holds and has done, and the connections by what they do. */
    public Map<String, Object> statistics(Request request) {
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("caches", caches.statistics());
        statistics.put("connection_pool", connections.get());
        return statistics;
    }

    /**
     * Forgets the answers whose keys match {@code pattern}, all of them without one, and tells how many there were. A key is what comes
     * after the cache's name in an address, such as {@code legacy/fo/088691}; {@code *} stands for any text, {@code ?} for one character.
     */
    public Map<String, Object> invalidate(Request request) {
        Pattern pattern = glob(request.parameter("pattern"));
        Map<String, Integer> ofCaches =
                caches.invalidate(key -> pattern.matcher(key).matches());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "invalidated",
                ofCaches.values().stream().mapToInt(Integer::intValue).sum());
        answer.put("caches", ofCaches);
        return answer;
    }

    private static Pattern glob(@Nullable String pattern) {
        if (pattern == null) {
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
