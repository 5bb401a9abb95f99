package cotinga.http;

import cotinga.contract.Contract;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The methods of paths: those of the contract, HEAD where GET exists, and OPTIONS. */
final class Methods {
    private static final String HEAD = "cotinga.head";

    /** The method of pages, which the contract does not describe. */
    private static final List<String> OF_PAGES = List.of("GET");

    private final Contract contract;

    Methods(Contract contract) {
        this.contract = contract;
    }

    /** Handles HEAD as GET from here on; the server does not send the body. */
    static void rerouteHeadToGet(RoutingContext context) {
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

    /** The methods of a path that exists, as the header {@code Allow} lists them. */
    String allowed(String path) {
        Set<String> methods = new TreeSet<>(Area.of(path) == Area.OUTSIDE ? OF_PAGES : contract.methodsAt(path));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
