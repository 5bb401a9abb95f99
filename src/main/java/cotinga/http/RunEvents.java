package cotinga.http;

import cotinga.api.ResponseJson;
import cotinga.api.RunAnswer;
import cotinga.api.RunAnswers;
import cotinga.api.StepProgress;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a run as server-sent events, without a thread for each listener: {@code progress} at once and, checked every
 * second, after each change, then {@code end}. A client that reconnects after the end gets 204, which stops it.
 */
final class RunEvents {
    /** The path as the router writes it. */
    static final String ROUTE = "/api/v1/admin/runs/:id/events";

    static final String TYPE = "text/event-stream";

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** After so many checks without an event, a comment keeps proxies from closing the connection. */
    private static final int MAX_SILENT_CHECKS = 15;

    private static final String END = "end";

    private final LongFunction<Optional<RunAnswer>> runs;
    private final BooleanSupplier stopping;

    /**
     * @param runs finds a run by its id
     * @param stopping whether the service is stopping, so that responses end
     */
    RunEvents(LongFunction<Optional<RunAnswer>> runs, BooleanSupplier stopping) {
        this.runs = runs;
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
                .executeBlocking(() -> runs.apply(id), false)
                .onFailure(context::fail)
                .onSuccess(run -> run.ifPresentOrElse(found -> begin(context, id, found), () -> reject(context, id)));
    }

    private static void reject(RoutingContext context, long id) {
        ResponseWriter.reject(context, RunAnswers.unknown(id));
    }

    private void begin(RoutingContext context, long id, RunAnswer run) {
        if (context.response().closed()) {
            return;
        }
        HttpServerResponse response =
                context.response().putHeader("Content-Type", TYPE).putHeader("Cache-Control", "no-store");
        if (Methods.isHead(context)) {
            context.end();
            return;
        }
        response.setChunked(true);
        new Listener(context, id).report(run);
    }

    /** What an event reports; nothing is sent until it changes. */
    private record State(RunAnswer.Counts counts, @Nullable StepProgress progress) {}

    /** One client that listens to one run. */
    private final class Listener {
        private final RoutingContext context;
        private final HttpServerResponse response;
        private final long id;
        private final long timer;
        private @Nullable State reported;
        private int number;
        private int silent;
        private boolean checking;

        Listener(RoutingContext context, long id) {
            this.context = context;
            this.response = context.response();
            this.id = id;
            this.timer = context.vertx().setPeriodic(INTERVAL.toMillis(), tick -> check());
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }

        private void check() {
            if (response.ended() || response.closed()) {
                context.vertx().cancelTimer(timer);
                return;
            }
            if (stopping.getAsBoolean()) {
                context.end();
                return;
            }
            if (checking || response.writeQueueFull()) {
                return;
            }
            checking = true;
            context.vertx()
                    .executeBlocking(() -> runs.apply(id), false)
                    .onFailure(context::fail)
                    .onSuccess(run -> {
                        checking = false;
                        run.ifPresentOrElse(this::report, context::end);
                    });
        }

        void report(RunAnswer run) {
            if (response.ended() || response.closed()) {
                return;
            }
            if (run.hasEnded()) {
                response.write(event(END, END, run));
                context.end();
                return;
            }
            State state = new State(run.counts(), run.progress());
            if (!state.equals(reported)) {
                reported = state;
                silent = 0;
                number++;
                response.write(event("progress", String.valueOf(number), run));
            } else if (++silent == MAX_SILENT_CHECKS) {
                silent = 0;
                response.write(": still in progress\n\n");
            }
        }

        private static String event(String name, String eventId, RunAnswer run) {
            return "id: " + eventId + "\nevent: " + name + "\ndata: " + ResponseJson.text(run) + "\n\n";
        }
    }
}
