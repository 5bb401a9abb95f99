package cotinga.guard;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of a request in answers and in the log: the caller's own where it is sane, else a new one. */
final class RequestId {
    static final String HEADER = "x-request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** The request's name, which routes find in the request and clients in the answer. */
    static String of(RoutingContext context) {
        String given = context.response().headers().get(HEADER);
        if (given != null) {
            return given;
        }
        String id = sentOrNew(context.request());
        context.request().headers().set(HEADER, id);
        context.response().putHeader(HEADER, id);
        return id;
    }

    /** The name of a request that has no routing context. */
    static String sentOrNew(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(HEADER);
        return sent.size() == 1 && SANE.matcher(sent.get(0)).matches() ? sent.get(0) : random();
    }

    /** A random UUID (version 4) as nobody needs to keep it secret: cheaper than those that cannot be guessed. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() & Long.MAX_VALUE >>> 1) | Long.MIN_VALUE;
        return new UUID(version4, variant2).toString();
    }
}
