package cotinga.guard;

import cotinga.api.Answer;
import cotinga.api.Freshness;
import cotinga.api.IfNoneMatch;
import cotinga.api.ReadyAnswers;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Handles conditional requests and cached responses. Cacheable responses get an entity tag; a client that sends the current tag gets
 * 304 without computing the response; a response that is in a cache is sent without the route. Routes find the content coding and
 * the tag of their response in the headers of the request, and declare the response cacheable by {@code max-age} in
 * {@code Cache-Control}.
 */
final class Conditions {
    private static final String CACHE_CONTROL = "cache-control";
    private static final String TAG_HEADER = "cotinga-tag";
    private static final String ACCEPT_ENCODING = "accept-encoding";
    private static final String DEPENDS_ON = "Accept, Accept-Encoding";

    private final Freshness freshness;
    private final ReadyAnswers ready;
    private final RepeatedReads repeated;

    Conditions(Freshness freshness, ReadyAnswers ready, RepeatedReads repeated) {
        this.freshness = freshness;
        this.ready = ready;
        this.repeated = repeated;
    }

    /** Handles a request before the routes of reads. */
    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        RepeatedReads.Question question = RepeatedReads.Question.of(request);
        Coding coding = Coding.of(request.headers().getAll(ACCEPT_ENCODING));
        request.headers().set(ACCEPT_ENCODING, coding.key()).remove(TAG_HEADER);
        if (!request.method().equals(HttpMethod.GET)
                || Area.of(context.normalizedPath()) != Area.READS
                || Guard.hasBody(request)) {
            context.next();
            return;
        }
        Freshness.Moment moment = freshness.now();
        String accept = String.join(",", request.headers().getAll("accept"));
        String tag = moment.tag(request.uri(), accept, coding.key());
        Optional<Answer> cached = ready.find(tag).filter(answer -> !moment.isOver());
        IfNoneMatch condition = new IfNoneMatch(request.headers().getAll("if-none-match"));
        boolean isKnown = condition.names(tag) || (cached.isPresent() && condition.isAny());
        if (isKnown || cached.isPresent()) {
            HttpServerResponse response = context.response().putHeader(CACHE_CONTROL, freshness.cacheControl());
            describe(response, tag);
            cached.ifPresent(answer -> repeated.note(question, request, response, moment, answer, coding));
            if (isKnown) {
                response.setStatusCode(304);
                context.end();
            } else {
                send(context, cached.orElseThrow(), coding);
            }
            return;
        }
        request.headers().set(TAG_HEADER, tag);
        context.addHeadersEndHandler(ended -> describe(context.response(), moment, tag));
        context.next();
    }

    /** Sets the length too, which HEAD requests return. */
    private static void send(RoutingContext context, Answer answer, Coding coding) {
        MultiMap headers = context.response().headers();
        Buffer body = answer.describe(headers, coding == Coding.GZIP);
        headers.set("content-length", String.valueOf(body.length()));
        context.end(body);
    }

    /** A response that may belong to either of two data versions has no tag and is not cacheable. */
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
        response.putHeader("etag", '"' + tag + '"');
        String others = response.headers().get("vary");
        response.putHeader("vary", others == null ? DEPENDS_ON : others + ", " + DEPENDS_ON);
    }
}
