package cotinga.api;

import cotinga.contract.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected request: what was found, what is allowed, and what to do. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;
    private final transient List<Violation> violations;
    private final @Nullable Long retryAfterSec;
    private final transient @Nullable RunProgress progress;

    private RequestException(
            int status, String title, String detail, Map<String, String> headers, List<Violation> violations) {
        this(status, title, detail, headers, violations, null, null);
    }

    private RequestException(
            int status,
            String title,
            String detail,
            Map<String, String> headers,
            List<Violation> violations,
            @Nullable Long retryAfterSec,
            @Nullable RunProgress progress) {
        super(detail, null, false, false); // it is no fault of the program, so nobody needs its stack trace
        this.status = status;
        this.title = title;
        this.headers = Map.copyOf(headers);
        this.violations = List.copyOf(violations);
        this.retryAfterSec = retryAfterSec;
        this.progress = progress;
    }

    /** A rejection with a status of HTTP. */
    public static RequestException of(int status, String title, String detail) {
        return of(status, title, detail, Map.of());
    }

    /** A rejection with the headers that belong to its status. */
    public static RequestException of(int status, String title, String detail, Map<String, String> headers) {
        return new RequestException(status, title, detail, headers, List.of());
    }

    /** 400: the request violates the contract. */
    public static RequestException violating(List<Violation> violations) {
        return new RequestException(400, "Bad parameter", Problem.sentences(violations), Map.of(), violations);
    }

    /** 400: a parameter has a value that is not allowed. */
    static RequestException badParameter(String name, String found, String allowed) {
        return violating(List.of(new Violation(name, found, allowed)));
    }

    /** 404: what was requested does not exist. */
    public static RequestException notFound(String detail) {
        return of(404, "Not found", detail);
    }

    /** 409: the request conflicts with the configuration, with what is stored, or with a run in progress. */
    static RequestException conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    /** 409: the request needs prices, and the market has none. */
    static RequestException withoutPrices(String detail) {
        return of(409, "No prices", detail);
    }

    /**
     * 429: the client has sent too many requests.
     *
     * @param found a clause
     * @param seconds after which the client retries
     */
    public static RequestException tooManyRequests(String found, long seconds) {
        return temporary(429, "Too many requests", found, seconds);
    }

    /**
     * 503: the client can retry later.
     *
     * @param found a clause
     * @param seconds after which the client retries
     */
    public static RequestException unavailable(String title, String found, long seconds) {
        return temporary(503, title, found, seconds);
    }

    private static RequestException temporary(int status, String title, String found, long seconds) {
        return of(status, title, found + "; retry in " + seconds + " s.", retryAfter(seconds));
    }

    /**
     * 503: the data does not exist yet.
     *
     * @param seconds after which the client retries
     * @param progress the progress of the run that will provide the data; empty when none is in progress
     */
    static RequestException noDataYet(String detail, long seconds, Optional<RunProgress> progress) {
        return new RequestException(
                503, "No data yet", detail, retryAfter(seconds), List.of(), seconds, progress.orElse(null));
    }

    private static Map<String, String> retryAfter(long seconds) {
        return Map.of(Response.RETRY_AFTER, String.valueOf(seconds));
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** The response to a request. */
    public Response response(String path, String requestId) {
        Problem problem = Problem.of(status, title, String.valueOf(getMessage()), path, requestId, violations)
                .withRetry(retryAfterSec, progress);
        return Response.of(problem, headers);
    }
}
