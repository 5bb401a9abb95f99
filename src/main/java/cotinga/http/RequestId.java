package cotinga.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The id of a request in responses and in the log: the client's own if it is valid, else a new one. */
final class RequestId {
    static final String HEADER = "x-request-id";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** The id of a request, which it adds to the headers of the response. */
    static String of(RoutingContext context) {
        String given = context.response().headers().get(HEADER);
        if (given != null) {
            return given;
        }
        String id = sentOrNew(context.request());
        context.response().putHeader(HEADER, id);
        return id;
    }

    /** The id of a request without a routing context. */
    static String sentOrNew(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(HEADER);
        return sent.size() == 1 && VALID.matcher(sent.get(0)).matches() ? sent.get(0) : random();
    }

    /** A random UUID (version 4) from a fast generator: an id is no secret. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() & Long.MAX_VALUE >>> 1) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
