package cotinga.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The other origins whose pages may read responses (CORS); {@code *} alone allows all. */
public record Origins(List<String> allowed) {
    /** How a list of origins is written. */
    public static final String FORM = "a list of origins such as https://example.org, or *";

    private static final String ALL = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");
    private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)$");
    private static final int KEEP_SECONDS = 600;

    public Origins {
        allowed = List.copyOf(allowed);
    }

    /** Reads a list; empty when it is invalid. */
    public static Optional<Origins> of(String text) {
        List<String> origins =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        boolean all = origins.equals(List.of(ALL));
        return all || origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())
                ? Optional.of(new Origins(origins))
                : Optional.empty();
    }

    /** Whether only some origins may read responses, so that these depend on the origin. */
    public boolean isRestricted() {
        return !allowed.contains(ALL);
    }

    /** Answers preflight requests, and allows pages to read the response headers of the API. */
    Handler<RoutingContext> handler() {
        CorsHandler cors = cors();
        return context -> {
            if (isRestricted()) {
                context.response().putHeader("vary", "origin");
            }
            if (isOwn(context.request())) {
                context.next();
            } else {
                cors.handle(context);
            }
        };
    }

    /** Whether a page of this server sent the request: browsers send its origin too with POST. */
    private static boolean isOwn(HttpServerRequest request) {
        String origin = request.getHeader("origin");
        String host = request.getHeader("host");
        if (origin == null || host == null) {
            return false;
        }
        return ORIGIN.matcher(origin).matches()
                && withoutDefaultPort(origin.substring(origin.indexOf("//") + 2))
                        .equalsIgnoreCase(withoutDefaultPort(host));
    }

    /** Browsers omit the default port of the scheme; either scheme counts, as a proxy may terminate TLS. */
    private static String withoutDefaultPort(String authority) {
        return DEFAULT_PORT.matcher(authority).replaceFirst("");
    }

    private CorsHandler cors() {
        CorsHandler handler = CorsHandler.create();
        List<String> listed = new ArrayList<>(allowed);
        if (!listed.remove(ALL)) {
            handler.addOrigins(listed);
        }
        return handler.allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                .allowedHeaders(Set.of("authorization", "content-type", "if-none-match", "x-api-key", "x-request-id"))
                .exposedHeaders(Set.of(
                        "etag",
                        "location",
                        "ratelimit-limit",
                        "ratelimit-remaining",
                        "ratelimit-reset",
                        "retry-after",
                        "x-request-id"))
                .maxAgeSeconds(KEEP_SECONDS);
    }
}
