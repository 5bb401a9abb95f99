package cotinga.api;

import cotinga.contract.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected request: what was found, what is allowed, and what to do. */
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

    /** 400: the request violates the contract. */
    static RequestException violating(List<Violation> violations) {
        return new RequestException(
                400, Problems.BAD_PARAMETER, Problems.sentences(violations), violations, null, null);
    }

    /** 400: a parameter has a value that is not allowed. */
    static RequestException badParameter(String name, String found, String allowed) {
        return violating(List.of(new Violation(name, found, allowed)));
    }

    /** 404: what was requested does not exist. */
    static RequestException notFound(String detail) {
        return new RequestException(404, "Not found", detail);
    }

    /** 409: the request conflicts with the configuration. */
    static RequestException conflict(String detail) {
        return new RequestException(409, "Conflict", detail);
    }

    /**
     * 503: the data does not exist yet.
     *
     * @param seconds after which a client retries
     * @param progress the progress of the run that will provide the data; empty when none is in progress
     */
    static RequestException unavailable(String detail, long seconds, Optional<RunProgress> progress) {
        return new RequestException(503, "No data yet", detail, List.of(), seconds, progress.orElse(null));
    }

    /** The response to the request. */
    Problem problem(String path, String requestId) {
        return Problem.of(status, title, detail, path, requestId, violations).withRetry(retryAfterSec, progress);
    }
}
