package cotinga.api;

import cotinga.contract.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that cannot be answered as asked: what was found, what is allowed, where to look. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String detail;
    private final transient List<Violation> violations;
    private final transient Map<String, Object> extensions;

    private RequestException(int status, String title, String detail) {
        this(status, title, detail, List.of(), Map.of());
    }

    private RequestException(
            int status, String title, String detail, List<Violation> violations, Map<String, Object> extensions) {
        super(detail);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        this.extensions = extensions;
    }

    /** 400: parts of the request are not what is allowed. */
    static RequestException violating(List<Violation> violations) {
        return new RequestException(400, Problems.BAD_PARAMETER, Problems.sentences(violations), violations, Map.of());
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
    static RequestException unavailable(String detail, long seconds, Map<String, Object> progress) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("retry_after_sec", seconds);
        if (!progress.isEmpty()) {
            extensions.put("progress", progress);
        }
        return new RequestException(503, "No data yet", detail, List.of(), extensions);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What was found, what is allowed, where to look. */
    public String detail() {
        return detail;
    }

    /** What is not as it should be, one by one; none where it is not about parameters. */
    List<Violation> violations() {
        return violations;
    }

    /** Members of the problem beside those of RFC 9457. */
    Map<String, Object> extensions() {
        return extensions;
    }
}
