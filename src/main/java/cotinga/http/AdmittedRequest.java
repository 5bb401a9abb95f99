package cotinga.http;

import cotinga.api.Request;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The place of a request that the contract allows in its routing context, where the routes get it from. */
public final class AdmittedRequest {
    private static final String KEY = "cotinga.request";

    private AdmittedRequest() {}

    static void put(RoutingContext context, Request request) {
        context.put(KEY, request);
    }

    /** The request that a handler after the match gets. */
    static Request required(RoutingContext context) {
        return Objects.requireNonNull(of(context), "the request is matched");
    }

    /** The request; null before it is matched, and on servers without the gateway. */
    public static @Nullable Request of(RoutingContext context) {
        return context.get(KEY);
    }
}
