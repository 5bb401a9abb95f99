package cotinga.api;

import cotinga.contract.Violation;
import cotinga.report.Excerpt;
import cotinga.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of requests that a route could not answer. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The most characters of a path that the log shows. */
    private static final int SHOWN_CHARACTERS = 200;

    /** The title when parameters are not what the contract allows. */
    public static final String BAD_PARAMETER = "Bad parameter";

    /** The title of an internal failure. */
    public static final String INTERNAL_TITLE = "Internal error";

    public static final String INTERNAL_DETAIL = "Found an internal error; see the server's log for this request id.";

    /** The problem of a rejected request. */
    public Problem of(RequestException rejected, String path, String requestId) {
        return rejected.problem(path, requestId);
    }

    /** The problem of a request that conflicts with a run in progress. */
    public Problem conflict(Exception reason, String path, String requestId) {
        return Problem.of(409, "Conflict", String.valueOf(reason.getMessage()), path, requestId, List.of());
    }

    /** The problem of an internal failure: the failure is logged, and the response shows nothing of it. */
    public Problem internal(Exception failure, String path, String requestId) {
        log(failure, path, requestId);
        return Problem.of(500, INTERNAL_TITLE, INTERNAL_DETAIL, path, requestId, List.of());
    }

    /** Logs why a request failed; a database error comes without a stack trace. */
    public static void log(Throwable failure, String address, String requestId) {
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

    /** One sentence for each violation. */
    public static String sentences(List<Violation> violations) {
        int more = violations.size() - Problem.MAX_ERRORS;
        return violations.stream()
                .limit(Problem.MAX_ERRORS)
                .map(Violation::sentence)
                .collect(Collectors.joining("; ", "", more > 0 ? "; and " + more + " more" : ""));
    }
}
