package cotinga.api;

import cotinga.contract.Violation;
import cotinga.report.Excerpt;
import cotinga.store.StoreException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problem answers of RFC 9457. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** How many violations are told at once: a short request must not make a long answer. */
    private static final int MOST_ERRORS = 20;

    /** How much of a path the log shows. */
    private static final int SHOWN_CHARACTERS = 200;

    /** What is told of a parameter that is not what is allowed. */
    public static final String BAD_PARAMETER = "Bad parameter";

    /** What is told of a failure inside. */
    public static final String INTERNAL_TITLE = "Internal error";

    public static final String INTERNAL_DETAIL = "The answer could not be made; the server's log tells why.";

    /** The problem that a refused request gets; its status is under {@code status}. */
    public Map<String, Object> of(RequestException refused, String path, @Nullable String requestId) {
        Map<String, Object> problem =
                problem(refused.status(), refused.title(), refused.detail(), path, requestId, refused.violations());
        problem.putAll(refused.extensions());
        return problem;
    }

    /** The problem for what cannot be done now: a run while one of its kind is under way. */
    public Map<String, Object> conflict(Exception reason, String path, @Nullable String requestId) {
        return problem(409, "Conflict", String.valueOf(reason.getMessage()), path, requestId);
    }

    /** The problem for a failure inside: the client sees nothing of it, the log has all of it. */
    public Map<String, Object> internal(Exception failure, String path, @Nullable String requestId) {
        log(failure, path, requestId);
        return problem(500, INTERNAL_TITLE, INTERNAL_DETAIL, path, requestId);
    }

    /** Logs why a request failed; what the database says needs no stack trace. */
    public static void log(Throwable failure, String address, @Nullable String requestId) {
        String path = Excerpt.cut(address, SHOWN_CHARACTERS);
        Optional<Throwable> ofDatabase = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof StoreException || cause instanceof SQLException)
                .findFirst();
        if (ofDatabase.isPresent()) {
            LOG.error(
                    "Request {} of {} failed: {}",
                    requestId,
                    path,
                    ofDatabase.get().getMessage());
        } else {
            LOG.error("Request {} of {} failed", requestId, path, failure);
        }
    }

    private static Map<String, Object> problem(
            int status, String title, String detail, String path, @Nullable String requestId) {
        return problem(status, title, detail, path, requestId, List.of());
    }

    /**
     * A problem as it is written out.
     *
     * @param violations each thing that is not what is allowed, under {@code errors}
     */
    public static Map<String, Object> problem(
            int status,
            String title,
            String detail,
            String path,
            @Nullable String requestId,
            List<Violation> violations) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", path);
        problem.put("request_id", requestId);
        if (!violations.isEmpty()) {
            problem.put(
                    "errors",
                    violations.stream().limit(MOST_ERRORS).map(Problems::error).toList());
        }
        return problem;
    }

    /** What is found and what is allowed, a sentence for each violation. */
    public static String sentences(List<Violation> violations) {
        int more = violations.size() - MOST_ERRORS;
        return violations.stream()
                .limit(MOST_ERRORS)
                .map(Violation::sentence)
                .collect(Collectors.joining("; ", "", more > 0 ? "; and " + more + " more" : ""));
    }

    private static Map<String, Object> error(Violation violation) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("parameter", violation.parameter());
        error.put("found", violation.found());
        error.put("allowed", violation.allowed());
        return error;
    }
}
