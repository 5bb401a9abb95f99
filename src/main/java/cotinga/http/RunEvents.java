package cotinga.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import cotinga.api.RunAnswer;
import cotinga.api.RunAnswers;
import cotinga.api.StepProgress;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a run as server-sent events: {@code progress} at once and after each change, then {@code end}. A client that
 * reconnects after the end gets 204, which stops it.
 */
final class RunEvents {
    /** The path as the router writes it. */
    static final String ROUTE = "/api/v1/admin/runs/:id/events";

    private static final String END = "end";

    /** How often a run is read at most, however many clients listen to it. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How many runs are kept for this time; requests can name any number. */
    private static final int MOST = 1_000;

    private final LoadingCache<Long, Optional<RunAnswer>> runs;
    private final BooleanSupplier stopping;

    /**
     * @param runs finds a run by its id
     * @param stopping whether the service is stopping, so that responses end
     */
    RunEvents(LongFunction<Optional<RunAnswer>> runs, BooleanSupplier stopping) {
        this.runs = Caffeine.newBuilder()
                .expireAfterWrite(INTERVAL)
                .maximumSize(MOST)
                .build(runs::apply);
        this.stopping = stopping;
    }

    /** Answers a request that the contract allows. */
    void listen(RoutingContext context) {
        if (END.equals(context.request().getHeader("last-event-id"))) {
            context.response().setStatusCode(204);
            context.end();
            return;
        }
        long id = RunAnswers.id(AdmittedRequest.required(context));
        context.vertx()
                .executeBlocking(() -> runs.get(id), false)
                .onFailure(context::fail)
                .onSuccess(run -> run.ifPresentOrElse(found -> begin(context, id, found), () -> reject(context, id)));
    }

    private static void reject(RoutingContext context, long id) {
        ResponseWriter.reject(context, RunAnswers.unknown(id));
    }

    private void begin(RoutingContext context, long id, RunAnswer run) {
        EventStream.begin(context, stopping, new Progress(context, id, run));
    }

    /** What an event reports; nothing is sent until it changes. */
    private record State(RunAnswer.Counts counts, @Nullable StepProgress progress) {}

    /** The progress of one run for one client. */
    private final class Progress implements EventStream.Source {
        private final RoutingContext context;
        private final long id;
        private @Nullable RunAnswer first;
        private @Nullable State reported;
        private int number;

        /** @param first the run as the request found it */
        private Progress(RoutingContext context, long id, RunAnswer first) {
            this.context = context;
            this.id = id;
            this.first = first;
        }

        @Override
        public void check(EventStream stream) {
            RunAnswer found = first;
            if (found != null) {
                first = null;
                report(found, stream);
                return;
            }
            context.vertx()
                    .executeBlocking(() -> runs.get(id), false)
                    .onFailure(stream::fail)
                    .onSuccess(run -> run.ifPresentOrElse(its -> report(its, stream), stream::end));
        }

        private void report(RunAnswer run, EventStream stream) {
            if (run.hasEnded()) {
                stream.send(END, END, run);
                stream.end();
                return;
            }
            State state = new State(run.counts(), run.progress());
            if (!state.equals(reported)) {
                reported = state;
                number++;
                stream.send(String.valueOf(number), "progress", run);
            }
            stream.checked();
        }
    }
}
