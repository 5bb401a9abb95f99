package cotinga.http;

import cotinga.api.IfNoneMatch;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets a request of a client that has a newer data version, from another instance, wait until this instance has read that version. So no client
 * that sends the tag of its response gets an older one.
 */
final class NewerVersions {
    private final LongSupplier dataVersion;
    private final Optional<Runnable> catchUp;

    /**
     * @param dataVersion what is published, as far as this instance knows
     * @param catchUp reads what is published; empty if no other instance can publish
     */
    NewerVersions(LongSupplier dataVersion, Optional<Runnable> catchUp) {
        this.dataVersion = dataVersion;
        this.catchUp = catchUp;
    }

    /** Whether this instance has not read a version. */
    boolean isUnknown(long version) {
        return version > dataVersion.getAsLong();
    }

    /** Passes a request on, at once or when the newest version has been read. Responds with a problem if that fails. */
    void await(RoutingContext context) {
        HttpServerRequest request = context.request();
        IfNoneMatch known = new IfNoneMatch(request.headers().getAll(HttpHeaders.IF_NONE_MATCH));
        await(context, known.newestVersion(), context::next);
    }

    /** Continues at once if this instance has a version, or when it has read the newest one. Responds with a problem if that fails. */
    void await(RoutingContext context, long version, Runnable then) {
        if (catchUp.isEmpty() || !isUnknown(version)) {
            then.run();
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
                .onFailure(context::fail)
                .onSuccess(read -> {
                    request.resume();
                    then.run();
                });
    }
}
