package cotinga.http;

import cotinga.api.IfNoneMatch;
import cotinga.api.ReaderEvents;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets a request of a client that has received something newer, from another instance, wait until this instance has read it too: a data version,
 * by the tag of its response, or an event. So no client that sends the tag gets an older version, and none gets an event again.
 */
final class NewerVersions {
    private final LongSupplier dataVersion;
    private final ReaderEvents events;
    private final Optional<Runnable> catchUp;

    /**
     * @param dataVersion what is published, as far as this instance knows
     * @param events the events that this instance knows
     * @param catchUp reads what is published; empty if no other instance can publish
     */
    NewerVersions(LongSupplier dataVersion, ReaderEvents events, Optional<Runnable> catchUp) {
        this.dataVersion = dataVersion;
        this.events = events;
        this.catchUp = catchUp;
    }

    /** Whether this instance has not read a version. */
    boolean isUnknown(long version) {
        return version > dataVersion.getAsLong();
    }

    /** Passes a request on, at once or when the newest version has been read. Responds with a problem if that fails. */
    void await(RoutingContext context) {
        if (catchUp.isEmpty() || !isAhead(context.request())) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        context.vertx()
                .executeBlocking(
                        () -> {
                            catchUp.get().run();
                            return null;
                        },
                        false)
                .onComplete(read -> {
                    request.resume();
                    if (context.response().closed()) {
                        return; // handlers that follow would never learn that it has ended
                    }
                    if (read.failed()) {
                        context.fail(read.cause());
                    } else {
                        context.next();
                    }
                });
    }

    private boolean isAhead(HttpServerRequest request) {
        IfNoneMatch known = new IfNoneMatch(request.headers().getAll(HttpHeaders.IF_NONE_MATCH));
        return isUnknown(known.newestVersion()) || events.isAhead(request.getHeader(ReaderStreams.LAST_EVENT));
    }
}
