package cotinga.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes requests out of what the HTTP server tells of them. */
public final class Requests {
    private static final String PATH = "CamelHttpPath";
    private static final String QUERY = "CamelHttpQuery";

    /** The request that these headers describe; whatever a client sent as a header of its own counts for nothing. */
    public Request of(Map<String, Object> headers) {
        return Request.of(String.valueOf(headers.get(PATH)), text(headers.get(QUERY)));
    }

    private static @Nullable String text(@Nullable Object header) {
        return header == null ? null : header.toString();
    }
}
