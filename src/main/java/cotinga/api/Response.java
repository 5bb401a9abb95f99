package cotinga.api;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response: what the gateway and the routes send.
 *
 * @param status the status of HTTP
 * @param headers the headers that depend on the content; the gateway adds those of every response
 */
public record Response(int status, Map<String, String> headers, Buffer body) {
    static final String CACHE_CONTROL = "Cache-Control";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String CONTENT_TYPE = "Content-Type";
    static final String ETAG = "ETag";
    public static final String CACHE_STATUS = "Cache-Status";
    static final String NO_STORE = "no-store";
    static final String RETRY_AFTER = "Retry-After";
    static final String VARY = "Vary";

    private static final String PROBLEM = "application/problem+json";

    public Response {
        headers = Map.copyOf(headers);
    }

    /** A problem. */
    public static Response of(Problem problem) {
        return of(problem, Map.of());
    }

    /** @param more the headers that belong to the status */
    static Response of(Problem problem, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(CONTENT_TYPE, PROBLEM);
        headers.put(CACHE_CONTROL, NO_STORE);
        return new Response(problem.status(), headers, Buffer.buffer(ResponseJson.text(problem)));
    }

    /** The bytes of an answer in the coding that a client prefers, with their headers. */
    static Response of(Answer answer, Coding coding, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        Buffer body = answer.describe(coding, headers::put);
        headers.put(CONTENT_LENGTH, String.valueOf(body.length())); // for HEAD, which has no body
        return new Response(200, headers, body);
    }

    Response withStatus(int other) {
        return new Response(other, headers, body);
    }

    /** 304: the client has the representation that these headers describe. */
    static Response notModified(Map<String, String> headers) {
        return new Response(304, headers, Buffer.buffer());
    }
}
