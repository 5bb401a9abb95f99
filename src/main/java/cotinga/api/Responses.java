package cotinga.api;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/** Builds the responses to reads. */
public final class Responses {
    private final Freshness freshness;
    private final boolean variesByOrigin;
    private final String vary;

    /** @param variesByOrigin whether only some origins may read responses */
    public Responses(Freshness freshness, boolean variesByOrigin) {
        this.freshness = freshness;
        this.variesByOrigin = variesByOrigin;
        this.vary = vary("Accept, Accept-Encoding");
    }

    /** The header {@code Vary} of a response that depends on some headers of the request. */
    final String vary(String headers) {
        return (variesByOrigin ? "origin, " : "") + headers;
    }

    /** A cacheable answer, or 304 when the client has it. */
    public Response cacheable(Request request, Answer answer) {
        Freshness.Validator validator = request.validator().orElseThrow();
        Map<String, String> headers = headers(validator);
        IfNoneMatch known = request.preferences().known();
        return known.isAny() || known.names(validator.tag())
                ? Response.notModified(headers)
                : Response.of(answer, request.preferences().coding(), headers);
    }

    /** 304 without the answer, which the client has. */
    public Response notModified(Freshness.Validator validator) {
        return Response.notModified(headers(validator));
    }

    /** A response that may belong to either of two data versions has no tag and is not cacheable. */
    private Map<String, String> headers(Freshness.Validator validator) {
        if (validator.moment().isOver()) {
            return Map.of(Response.CACHE_CONTROL, Response.NO_STORE);
        }
        Map<String, String> headers = new HashMap<>();
        headers.put(Response.CACHE_CONTROL, freshness.cacheControl());
        headers.put(Response.ETAG, '"' + validator.tag() + '"');
        headers.put(Response.VARY, vary);
        String cacheStatus = freshness.cacheStatus();
        if (cacheStatus != null) {
            headers.put(Response.CACHE_STATUS, cacheStatus);
        }
        return headers;
    }

    /** An answer that no cache may keep. */
    public Response current(Request request, Answer answer) {
        return Response.of(answer, request.preferences().coding(), Map.of(Response.CACHE_CONTROL, Response.NO_STORE));
    }

    /** JSON that no cache may keep. */
    public Response uncached(byte[] json) {
        return new Response(
                200,
                Map.of(Response.CACHE_CONTROL, Response.NO_STORE, Response.CONTENT_TYPE, Format.JSON.contentType()),
                Buffer.buffer(json));
    }

    /** A response without content, to a change. */
    public Response empty() {
        return new Response(204, Map.of(Response.CACHE_CONTROL, Response.NO_STORE), Buffer.buffer());
    }

    /** Sets the headers of a message that a route sends. */
    public void addHeaders(Response response, Map<String, Object> headers) {
        headers.putAll(response.headers());
    }
}
