package cotinga.guard;

import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Who may go to the routes of reads now: of each path two requests at a time. Many that want one answer while it is computed wait here,
 * where waiting takes no thread, so that all the others find one.
 */
final class Turns {
    private static final int AT_A_TIME = 2;

    private final Map<String, Line> lines = new HashMap<>();

    /** Those who ask for one path. */
    private static final class Line {
        private final Queue<Turn> waiting = new ArrayDeque<>();
        private int inRoutes;
    }

    /** Stands before the routes. */
    void await(RoutingContext context) {
        String path = context.normalizedPath();
        if (!context.request().method().equals(HttpMethod.GET) || Area.of(path) != Area.READS) {
            context.next();
            return;
        }
        context.request().pause();
        Turn turn = new Turn(path, context, context.vertx().getOrCreateContext());
        if (mayGo(turn)) {
            turn.take();
        }
    }

    /** One request's. */
    private final class Turn {
        private final String path;
        private final RoutingContext context;
        private final Context thread;
        private boolean over;

        private Turn(String path, RoutingContext context, Context thread) {
            this.path = path;
            this.context = context;
            this.thread = thread;
        }

        /** Goes on, unless the client has gone in the meantime. */
        private void take() {
            if (context.response().closed()) {
                end();
                return;
            }
            context.addEndHandler(ended -> end());
            context.request().resume();
            context.next();
        }

        private void end() {
            if (!over) {
                over = true;
                afterOneOf(path).ifPresent(next -> next.thread.runOnContext(free -> next.take()));
            }
        }
    }

    private synchronized boolean mayGo(Turn turn) {
        Line line = lines.computeIfAbsent(turn.path, first -> new Line());
        if (line.inRoutes == AT_A_TIME) {
            line.waiting.add(turn);
            return false;
        }
        line.inRoutes++;
        return true;
    }

    /** Whose turn it is when one of a path is over; empty when nobody waits. */
    private synchronized Optional<Turn> afterOneOf(String path) {
        Line line = lines.get(path);
        if (line == null) {
            throw new IllegalStateException("nobody asks for " + path);
        }
        Turn next = line.waiting.poll();
        if (next == null && --line.inRoutes == 0) {
            lines.remove(path);
        }
        return Optional.ofNullable(next);
    }
}
