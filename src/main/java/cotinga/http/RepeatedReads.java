package cotinga.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import cotinga.api.Answer;
import cotinga.api.Coding;
import cotinga.api.Freshness;
import cotinga.api.ReadyAnswers;
import cotinga.api.Request;
import cotinga.api.Response;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Answers a read before the router when the same read was answered from a cache before: what the router's handlers find out about a
 * request depends only on its address and the headers that select a format, and is cached. The router handles a request with a body,
 * credentials, an origin or a condition other than the response's own tag, and one over the rate limit.
 */
final class RepeatedReads {
    private static final long MOST_CHARACTERS = 4_000_000;
    private static final int CHARACTERS_OF_HEADERS = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Set<String> OF_BODIES =
            Set.of("content-disposition", "content-encoding", "content-length", "content-type");

    private static final List<CharSequence> LEFT_TO_THE_ROUTER = List.of(
            HttpHeaders.ORIGIN,
            HttpHeaders.createOptimized(Credentials.KEY_HEADER),
            HttpHeaders.createOptimized(Credentials.TOKEN_HEADER));

    private final CharSequence requestId = HttpHeaders.createOptimized(RequestId.HEADER);
    private final Freshness freshness;
    private final ReadyAnswers ready;
    private final RateLimit limit;
    private final Cache<Question, Found> repeated = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Question question, Found found) -> question.characters() + CHARACTERS_OF_HEADERS)
            .expireAfterAccess(LONGEST)
            .build();

    /** @param limit of reads */
    RepeatedReads(Freshness freshness, ReadyAnswers ready, RateLimit limit) {
        this.freshness = freshness;
        this.ready = ready;
        this.limit = limit;
    }

    /** The parts of a plain read that determine its response, as the client sent them. */
    record Question(String address, List<String> accept, List<String> coding) {
        static Question of(HttpServerRequest request) {
            MultiMap headers = request.headers();
            return new Question(
                    request.uri(), headers.getAll(HttpHeaders.ACCEPT), headers.getAll(HttpHeaders.ACCEPT_ENCODING));
        }

        int characters() {
            return address.length() + characters(accept) + characters(coding);
        }

        private static int characters(List<String> values) {
            return values.stream().mapToInt(String::length).sum();
        }
    }

    /** The response of a read. */
    private record Found(
            String operation,
            Freshness.Moment moment,
            String etag,
            Answer.Place place,
            Coding coding,
            List<Map.Entry<CharSequence, CharSequence>> headers) {}

    /**
     * Caches a read that is answered from a cache.
     *
     * @param context with the headers of the response
     * @param read the parsed request
     */
    void note(RoutingContext context, Request read, Answer answer) {
        Optional<Answer.Place> place = answer.place();
        MultiMap response = context.response().headers();
        String etag = response.get(HttpHeaders.ETAG);
        if (place.isEmpty() || etag == null || context.request().headers().contains(HttpHeaders.ORIGIN)) {
            return;
        }
        Freshness.Moment moment = read.validator().orElseThrow().moment();
        String operation = Objects.requireNonNull(read.operation());
        Coding coding = read.preferences().coding();
        List<Map.Entry<CharSequence, CharSequence>> headers = new ArrayList<>();
        response.forEach((name, value) -> {
            if (!isNotKept(name)) {
                headers.add(Map.entry(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
            }
        });
        repeated.put(
                Question.of(context.request()),
                new Found(operation, moment, etag, place.get(), coding, List.copyOf(headers)));
    }

    /** Answers a request; false when the router must answer it, and the response is untouched. */
    boolean answer(HttpServerRequest request) {
        if (!isPlain(request)) {
            return false;
        }
        Found found = repeated.getIfPresent(Question.of(request));
        if (found == null || !found.moment.equals(freshness.now())) {
            return false;
        }
        List<String> known = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        boolean isKnown = known.size() == 1 && known.get(0).equals(found.etag);
        if (!isKnown && !known.isEmpty()) {
            return false;
        }
        Optional<Answer> answer = ready.at(found.place);
        if (answer.isEmpty() || found.moment.isOver()) {
            return false;
        }
        HttpServerResponse response = request.response();
        if (!limit.admits(Client.ofAddress(request.remoteAddress().hostAddress()), response)) {
            return false;
        }
        request.routed(found.operation);
        MultiMap headers = response.headers();
        headers.add(requestId, RequestId.sentOrNew(request));
        headers.add(HttpHeaders.CACHE_CONTROL, freshness.cacheControl());
        String status = freshness.cacheStatus();
        if (status != null) {
            headers.add(Response.CACHE_STATUS, status);
        }
        for (Map.Entry<CharSequence, CharSequence> header : found.headers) {
            headers.add(header.getKey(), header.getValue());
        }
        if (isKnown) {
            response.setStatusCode(304).end();
        } else {
            response.end(answer.get().describe(found.coding, headers::set));
        }
        return true;
    }

    /** Whether a response header belongs to one request only, or to the body, which a 304 does not have. */
    private static boolean isNotKept(String name) {
        return OF_BODIES.contains(name.toLowerCase(Locale.ROOT))
                || name.equalsIgnoreCase(RequestId.HEADER)
                || HttpHeaders.CACHE_CONTROL.toString().equalsIgnoreCase(name)
                || Response.CACHE_STATUS.equalsIgnoreCase(name)
                || RateLimit.isHeader(name);
    }

    private static boolean isPlain(HttpServerRequest request) {
        MultiMap headers = request.headers();
        for (CharSequence name : LEFT_TO_THE_ROUTER) {
            if (headers.contains(name)) {
                return false;
            }
        }
        return request.method().equals(HttpMethod.GET)
                && !RequestMatcher.hasBody(request)
                && headers.getAll(HttpHeaders.HOST).size() <= 1;
    }
}
