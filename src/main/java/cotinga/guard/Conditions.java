package cotinga.guard;

import cotinga.api.Freshness;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lets clients keep answers: names those that may be kept by their entity tag, and answers 304 to a client that has the right one
 * already, without computing it. Routes find in the request which content coding is wanted, and tell by {@code max-age} in
 * {@code Cache-Control} that an answer may be kept.
 */
final class Conditions {
    private static final String CACHE_CONTROL = "cache-control";
    private static final String ACCEPT_ENCODING = "accept-encoding";
    private static final String DEPENDS_ON = "Accept, Accept-Encoding";
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    private final Freshness freshness;

    Conditions(Freshness freshness) {
        this.freshness = freshness;
    }

    /** Stands before the routes of reads. */
    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        Coding coding = Coding.of(request.headers().getAll(ACCEPT_ENCODING));
        request.headers().set(ACCEPT_ENCODING, coding.key());
        if (!request.method().equals(HttpMethod.GET) || Area.of(context.normalizedPath()) != Area.READS) {
            context.next();
            return;
        }
        Freshness.Moment moment = freshness.now();
        String accept = String.join(",", request.headers().getAll("accept"));
        String tag = moment.tag(request.uri(), accept, coding.key());
        if (names(request.headers().getAll("if-none-match"), tag)) {
            HttpServerResponse response = context.response();
            response.setStatusCode(304).putHeader(CACHE_CONTROL, freshness.cacheControl());
            describe(response, tag);
            context.end();
            return;
        }
        context.addHeadersEndHandler(ended -> describe(context.response(), moment, tag));
        context.next();
    }

    /** An answer that may stem from either of two publications has no tag, and is not kept. */
    private static void describe(HttpServerResponse response, Freshness.Moment moment, String tag) {
        String control = response.headers().get(CACHE_CONTROL);
        if (control == null || !control.contains("max-age")) {
            return;
        }
        if (response.headers().contains("content-length")) {
            response.setChunked(false);
        }
        if (moment.isOver()) {
            response.putHeader(CACHE_CONTROL, "no-store");
            return;
        }
        describe(response, tag);
    }

    private static void describe(HttpServerResponse response, String tag) {
        response.putHeader("etag", tag);
        String others = response.headers().get("vary");
        response.putHeader("vary", others == null ? DEPENDS_ON : others + ", " + DEPENDS_ON);
    }

    /** Whether a list of tags, strong or weak, has this one. */
    private static boolean names(List<String> lists, String tag) {
        return lists.stream().flatMap(list -> TAG.matcher(list).results()).anyMatch(found -> found.group(1)
                .equals(tag));
    }
}
