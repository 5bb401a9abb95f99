package cotinga.api;

import cotinga.contract.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as asked: what was found, what is allowed, where to look. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String detail;
    private final transient List<Violation> violations;
    private final @Nullable Long retryAfterSec;
    private final transient @Nullable RunProgress progress;

    private RequestException(int status, String title, String detail) {
        this(status, title, detail, List.of(), null, null);
    }

    private RequestException(
            int status,
            String title,
            String detail,
            List<Violation> violations,
            @Nullable Long retryAfterSec,
            @Nullable RunProgress progress) {
        super(detail);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        this.retryAfterSec = retryAfterSec;
        this.progress = progress;
    }

    /** 400: parts of the request are not what is allowed. */
    static RequestException violating(List<Violation> violations) {
        return new RequestException(
                400, Problems.BAD_PARAMETER, Problems.sentences(violations), violations, null, null);
    }

    /** 400: a parameter is not what is allowed. */
    static RequestException badParameter(String name, String found, String allowed) {
        return violating(List.of(new Violation(name, found, allowed)));
    }

    /** 404: nothing is stored under what was asked for. */
    static RequestException notFound(String detail) {
        return new RequestException(404, "Not found", detail);
    }

    /** 409: it cannot be done as things stand. */
    static RequestException conflict(String detail) {
        return new RequestException(409, "Conflict", detail);
    }

    /**
     * 503: it will be there later.
     *
     * @param seconds after which a client retries
     * @param progress how far the run is that brings it; empty when none is in progress
     */
    static RequestException unavailable(String detail, long seconds, Optional<RunProgress> progress) {
        return new RequestException(503, "No data yet", detail, List.of(), seconds, progress.orElse(null));
    }

    /** The response to the request. */
    Problem problem(String path, String requestId) {
        return Problem.of(status, title, detail, path, requestId, violations).withRetry(retryAfterSec, progress);
    }
}
