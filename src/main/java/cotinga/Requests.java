package cotinga;

import cotinga.api.Request;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads the requests of clients from the headers that Camel gives a route. */
public final class Requests {
    /** The request that these headers describe; of the client's own headers only {@code Accept} is read. */
    public Request of(Map<String, Object> headers) {
        return Request.of(
                String.valueOf(headers.get(Exchange.HTTP_PATH)),
                text(headers.get(Exchange.HTTP_QUERY)),
                accept(headers.get("Accept")));
    }

    /** Joins several lines of the header to one list. */
    private static @Nullable String accept(@Nullable Object header) {
        return header instanceof Collection<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining(","))
                : text(header);
    }

    private static @Nullable String text(@Nullable Object header) {
        return header == null ? null : header.toString();
    }
}
