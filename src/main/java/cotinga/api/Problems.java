package cotinga.api;

import cotinga.base.Excerpt;
import cotinga.base.LogContext;
import cotinga.store.sql.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The responses to requests that a route could not answer. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The most characters of a path that the log shows. */
    private static final int SHOWN_CHARACTERS = 200;

    /** After which a client retries while the database cannot be reached. */
    private static final int SECONDS_OF_OUTAGE = 5;

    /** The response to a rejected request. */
    public Response of(RequestException rejected, Request request) {
        return rejected.response(request.path(), request.id());
    }

    /** The response to a request that conflicts with a run in progress. */
    public Response conflict(Exception reason, Request request) {
        return of(RequestException.conflict(String.valueOf(reason.getMessage())), request);
    }

    /** The response to a request that failed; the failure is logged. */
    public Response internal(Exception failure, Request request) {
        return internal(failure, request.path(), request.path(), request.id());
    }

    /**
     * The response after an internal failure, which is logged: the response shows nothing of it. While the database cannot be reached, and
     * when it only reads, it is a 503.
     *
     * @param address the request in the log
     */
    public static Response internal(Throwable failure, String address, String path, String requestId) {
        LogContext.ofRequest(requestId, () -> log(failure, address, requestId));
        if (StoreException.isOutage(failure)) {
            return RequestException.unavailable(
                            "Database unavailable", "The database does not respond", SECONDS_OF_OUTAGE)
                    .response(path, requestId);
        }
        if (StoreException.isOfReadOnlyDatabase(failure)) {
            return RequestException.unavailable(
                            "Read-only database",
                            "The database of this instance can only be read, as a standby; send the request to another instance",
                            SECONDS_OF_OUTAGE)
                    .response(path, requestId);
        }
        return Response.of(Problem.of(
                500,
                "Internal error",
                "Found an internal error; see the server's log for this request id.",
                path,
                requestId,
                List.of()));
    }

    /** Logs why a request failed: without a stack trace if it was the database, and at DEBUG if its outage is known. */
    private static void log(Throwable failure, String address, String requestId) {
        String path = Excerpt.cut(address, SHOWN_CHARACTERS);
        Optional<Throwable> ofDatabase = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof StoreException || cause instanceof SQLException)
                .findFirst();
        if (StoreException.isOfKnownOutage(failure)) {
            LOG.debug("Request {} of {} failed: the database does not answer", requestId, path);
        } else if (ofDatabase.isPresent()) {
            LOG.error(
                    "Request {} of {} failed: {}",
                    requestId,
                    path,
                    ofDatabase.get().getMessage());
        } else {
            LOG.error("Request {} of {} failed", requestId, path, failure);
        }
    }
}
