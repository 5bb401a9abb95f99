package cotinga.http;

import cotinga.api.ReaderEvents;
import cotinga.api.RequestException;
import cotinga.base.Counted;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The streams of events for readers, of which there is a limited number. */
final class ReaderStreams {
    static final String ROUTE = "/api/v1/cot/events";

    /** The header that names the last event which a client has received. */
    static final String LAST_EVENT = "last-event-id";

    private static final int SECONDS_TO_RETRY = 60;

    private final ReaderEvents events;
    private final NewerVersions newer;
    private final int most;
    private final BooleanSupplier closing;
    private final AtomicInteger listening;

    /**
     * @param newer knows which versions this instance has read
     * @param most how many clients may listen at the same time
     * @param listening counts them
     * @param closing whether the service is about to close connections, so that responses end
     */
    ReaderStreams(
            ReaderEvents events, NewerVersions newer, int most, AtomicInteger listening, BooleanSupplier closing) {
        this.events = events;
        this.newer = newer;
        this.most = most;
        this.listening = listening;
        this.closing = closing;
    }

    /** Answers a request that the contract allows. */
    void listen(RoutingContext context) {
        if (!Methods.isHead(context)) {
            if (listening.incrementAndGet() > most) {
                listening.decrementAndGet();
                ResponseWriter.reject(
                        context,
                        RequestException.unavailable(
                                "Too many listeners",
                                "Found " + Counted.of(most, "listener") + ", the maximum",
                                SECONDS_TO_RETRY));
                return;
            }
            context.addEndHandler(ended -> listening.decrementAndGet());
        }
        ReaderEvents.Position position = events.position(context.request().getHeader(LAST_EVENT));
        boolean isUnknown = newer.isUnknown(position.dataVersion());
        EventStream.begin(context, closing, new News(context, isUnknown ? position.ofNoVersion() : position));
    }

    /** What one client has not received. */
    private final class News implements EventStream.Source {
        private final RoutingContext context;
        private ReaderEvents.Position position;

        private News(RoutingContext context, ReaderEvents.Position position) {
            this.context = context;
            this.position = position;
        }

        @Override
        public void check(EventStream stream) {
            if (!events.hasNews(position)) {
                stream.checked();
                return;
            }
            context.vertx()
                    .executeBlocking(() -> events.after(position), false)
                    .onFailure(stream::fail)
                    .onSuccess(news -> {
                        for (ReaderEvents.Event event : news) {
                            stream.send(event.position().id(), event.type(), event.data());
                            position = event.position();
                        }
                        stream.checked();
                    });
        }
    }
}
