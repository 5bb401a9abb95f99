package cotinga.guard;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;

/** The methods that need no route: HEAD where GET exists, and OPTIONS. */
final class Methods {
    private static final String HEAD = "cotinga.head";

    private final Supplier<Operations> operations;

    /** @param operations the operations of the routes */
    Methods(Supplier<Operations> operations) {
        this.operations = operations;
    }

    /** Handles HEAD as GET from here on; the server does not send the body. */
    static void takeHeadForGet(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (request.method().equals(HttpMethod.HEAD) && path != null && path.startsWith("/")) {
            context.put(HEAD, true);
            String query = request.query();
            context.reroute(HttpMethod.GET, query == null ? path : path + "?" + query);
        } else {
            context.next();
        }
    }

    /** Whether the client sent HEAD. */
    static boolean isHead(RoutingContext context) {
        return context.get(HEAD) != null;
    }

    /** Answers OPTIONS of a path that exists. */
    void answerOptions(RoutingContext context) {
        Set<String> methods = operations.get().methodsOf(context.normalizedPath());
        if (methods.isEmpty()) {
            context.next();
        } else {
            context.response().setStatusCode(204).putHeader("Allow", String.join(", ", methods));
            context.end();
        }
    }
}
