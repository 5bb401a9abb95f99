package cotinga.guard;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Tells how a run goes on as server-sent events, without a thread for each listener: {@code progress} at once and whenever something
 * has changed, looked at every second, then {@code end}. A client that comes back after the end is told not to (204).
 */
final class RunEvents {
    /** Where listeners come, as OpenAPI and as the router write it. */
    static final String PATH = "/api/v1/admin/runs/{id}/events";

    static final String ROUTE = PATH.replace("{id}", ":id");

    static final String TYPE = "text/event-stream";

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** For how many looks nothing is said at most: a line then keeps proxies from hanging up. */
    private static final int SILENT_LOOKS = 15;

    private static final String END = "end";

    private final LongFunction<Optional<Map<String, Object>>> runs;
    private final BooleanSupplier stopping;

    /**
     * @param runs what there is to tell of a run by its id; its {@code finished_at} is null while it is under way
     * @param stopping whether the service has begun to stop, so that responses end
     */
    RunEvents(LongFunction<Optional<Map<String, Object>>> runs, BooleanSupplier stopping) {
        this.runs = runs;
        this.stopping = stopping;
    }

    /** Answers a request, which the contract allows. */
    void listen(RoutingContext context) {
        if (END.equals(context.request().getHeader("last-event-id"))) {
            context.response().setStatusCode(204);
            context.end();
            return;
        }
        long id = Long.parseLong(context.pathParam("id"));
        context.vertx()
                .executeBlocking(() -> runs.apply(id), false)
                .onFailure(context::fail)
                .onSuccess(run -> run.ifPresentOrElse(found -> begin(context, id, found), () -> refuse(context, id)));
    }

    private static void refuse(RoutingContext context, long id) {
        ProblemAnswers.refuse(
                context,
                new RefusedException(
                        404, "Not found", "No run has the id " + id + ". Runs: /api/v1/admin/runs", Map.of()));
    }

    private void begin(RoutingContext context, long id, Map<String, Object> run) {
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
        new Listener(context, id).tell(run);
    }

    /** One client that listens to one run. */
    private final class Listener {
        private final RoutingContext context;
        private final HttpServerResponse response;
        private final long id;
        private final long timer;
        private Object told = "";
        private int number;
        private int silent;
        private boolean looking;

        Listener(RoutingContext context, long id) {
            this.context = context;
            this.response = context.response();
            this.id = id;
            this.timer = context.vertx().setPeriodic(LOOK.toMillis(), tick -> look());
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }

        private void look() {
            if (response.ended() || response.closed()) {
                context.vertx().cancelTimer(timer);
                return;
            }
            if (stopping.getAsBoolean()) {
                context.end();
                return;
            }
            if (looking || response.writeQueueFull()) {
                return;
            }
            looking = true;
            context.vertx()
                    .executeBlocking(() -> runs.apply(id), false)
                    .onFailure(context::fail)
                    .onSuccess(run -> {
                        looking = false;
                        run.ifPresentOrElse(this::tell, context::end);
                    });
        }

        void tell(Map<String, Object> run) {
            if (response.ended() || response.closed()) {
                return;
            }
            if (run.get("finished_at") != null) {
                response.write(event(END, END, run));
                context.end();
                return;
            }
            Object news = Map.of("counts", run.get("counts"), "progress", String.valueOf(run.get("progress")));
            if (!news.equals(told)) {
                told = news;
                silent = 0;
                number++;
                response.write(event("progress", String.valueOf(number), run));
            } else if (++silent == SILENT_LOOKS) {
                silent = 0;
                response.write(": still under way\n\n");
            }
        }

        private static String event(String name, String eventId, Map<String, Object> data) {
            return "id: " + eventId + "\nevent: " + name + "\ndata: " + new JsonObject(data).encode() + "\n\n";
        }
    }
}
