package cotinga.api;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes requests out of what the HTTP server tells of them. */
public final class Requests {
    private static final String PATH = "CamelHttpPath";
    private static final String QUERY = "CamelHttpQuery";

    /** The request that these headers describe; but for {@code Accept}, whatever a client sent as a header of its own counts for nothing. */
    public Request of(Map<String, Object> headers) {
        return Request.of(String.valueOf(headers.get(PATH)), text(headers.get(QUERY)), accept(headers.get("Accept")));
    }

    /** Several lines of one header are one list. */
    private static @Nullable String accept(@Nullable Object header) {
        return header instanceof Collection<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining(","))
                : text(header);
    }

    private static @Nullable String text(@Nullable Object header) {
        return header == null ? null : header.toString();
    }
}
