package cotinga.guard;

import cotinga.api.Answer;
import cotinga.api.Freshness;
import cotinga.api.ReadyAnswers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets clients keep answers: names those that may be kept by their entity tag, answers 304 to a client that has the right one
 * already, without computing it, and answers itself what a cache holds. Routes find in the request which content coding is wanted
 * and the tag of their answer, and tell by {@code max-age} in {@code Cache-Control} that it may be kept.
 */
final class Conditions {
    private static final String CACHE_CONTROL = "cache-control";
    private static final String TAG_HEADER = "cotinga-tag";
    private static final String ACCEPT_ENCODING = "accept-encoding";
    private static final String DEPENDS_ON = "Accept, Accept-Encoding";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    private final Freshness freshness;
    private final ReadyAnswers ready;

    Conditions(Freshness freshness, ReadyAnswers ready) {
        this.freshness = freshness;
        this.ready = ready;
    }

    /** Stands before the routes of reads. */
    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
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
        List<String> known = request.headers().getAll("if-none-match");
        if (names(known, tag) || (cached.isPresent() && known.contains("*"))) {
            answer(context, tag).setStatusCode(304);
            context.end();
            return;
        }
        if (cached.isPresent()) {
            give(context, tag, cached.get(), coding);
            return;
        }
        request.headers().set(TAG_HEADER, tag);
        context.addHeadersEndHandler(ended -> describe(context.response(), moment, tag));
        context.next();
    }

    private HttpServerResponse answer(RoutingContext context, String tag) {
        HttpServerResponse response = context.response().putHeader(CACHE_CONTROL, freshness.cacheControl());
        describe(response, tag);
        return response;
    }

    /** The length is told for those who ask by HEAD. */
    private void give(RoutingContext context, String tag, Answer answer, Coding coding) {
        HttpServerResponse response = answer(context, tag).putHeader("content-type", answer.contentType());
        if (answer.disposition() != null) {
            response.putHeader("content-disposition", answer.disposition());
        }
        Buffer body = answer.body();
        if (coding == Coding.GZIP && answer.gzip() != null) {
            response.putHeader("content-encoding", coding.key());
            body = answer.gzip();
        }
        response.putHeader("content-length", String.valueOf(body.length()));
        context.end(body);
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
        response.putHeader("etag", '"' + tag + '"');
        String others = response.headers().get("vary");
        response.putHeader("vary", others == null ? DEPENDS_ON : others + ", " + DEPENDS_ON);
    }

    /** Whether a list of tags, strong or weak, has this one. */
    private static boolean names(List<String> lists, String tag) {
        return lists.stream().flatMap(list -> TAG.matcher(list).results()).anyMatch(found -> found.group(1)
                .equals(tag));
    }
}
