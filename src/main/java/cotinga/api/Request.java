package cotinga.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a client: its path, its query and the header {@code Accept}.
 *
 * @param path the decoded segments below {@code /api/v1/cot} or {@code /api/v1/admin}
 * @param parameters the decoded parameters of the query, in order
 * @param accept the header {@code Accept}, null without one
 */
public record Request(List<String> path, Map<String, String> parameters, @Nullable String accept) {
    /** The parts before the first segment: an empty one, {@code api}, {@code v1}, and {@code cot} or {@code admin}. */
    private static final int PARTS_OF_BASE = 4;

    /** Reads a path and a query that the contract allows, as the client sent them. */
    public static Request of(String rawPath, @Nullable String rawQuery, @Nullable String accept) {
        List<String> path = Arrays.stream(rawPath.split("/"))
                .skip(PARTS_OF_BASE)
                .map(segment -> decoded(segment.replace("+", "%2B")))
                .toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return new Request(path, parameters, accept);
    }

    /** A segment of the path; 0 is the first below the base. */
    String segment(int index) {
        return path.get(index);
    }

    /** A parameter; null when the request has none of this name. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
