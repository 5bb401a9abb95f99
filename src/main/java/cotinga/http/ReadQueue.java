package cotinga.http;

import cotinga.api.Request;
import cotinga.api.RequestException;
import cotinga.base.LogContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues requests before the routes of reads: two requests per path run at a time, and two more with {@code known_at}, which take
 * longer. Requests for a response that is being computed wait here, without a thread, so that threads stay free for other paths. What
 * exceeds the capacity is rejected at once, rather than answered after clients have lost patience.
 */
final class ReadQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ReadQueue.class);

    private static final int AT_A_TIME = 2;
    private static final int MOST_OF_A_PATH = 64;

    /** Of all paths, waiting or in the routes. */
    private static final int MOST_ADMITTED = 512;

    private static final int SECONDS_TO_RETRY = 5;

    private final Map<String, PathQueue> queues = new HashMap<>();
    private int waiting;
    private int inRoutes;

    /** The requests for one path. */
    private static final class PathQueue {
        private final Queue<QueuedRequest> waiting = new ArrayDeque<>();
        private int inRoutes;
    }

    /** Passes a request to the routes, queues it, or rejects it when the queue is full. */
    void await(RoutingContext context) {
        String path = context.normalizedPath();
        if (!context.request().method().equals(HttpMethod.GET) || Area.of(path) != Area.READS) {
            context.next();
            return;
        }
        Request request = AdmittedRequest.of(context);
        String queue = request != null && request.isAboutThePast() ? path + "?known_at" : path;
        context.request().pause();
        QueuedRequest queued = new QueuedRequest(queue, context, context.vertx().getOrCreateContext());
        switch (admit(queued)) {
            case ROUTES -> queued.run();
            case QUEUE -> {
                context.addEndHandler(ended -> leave(queued));
                String id = RequestId.of(context);
                LogContext.ofRequest(id, () -> LOG.debug("{} is queued for {}", id, queue));
            }
            case PATH_FULL ->
                queued.reject("Found " + MOST_OF_A_PATH + " requests waiting for " + queue + ", the maximum");
            case ALL_FULL ->
                queued.reject("Found " + MOST_ADMITTED + " requests that are not answered yet, the maximum");
        }
    }

    private enum Place {
        ROUTES,
        QUEUE,
        PATH_FULL,
        ALL_FULL
    }

    /** A request that runs or waits. */
    private final class QueuedRequest {
        private final String queue;
        private final RoutingContext context;
        private final Context thread;
        private boolean over;

        private QueuedRequest(String queue, RoutingContext context, Context thread) {
            this.queue = queue;
            this.context = context;
            this.thread = thread;
        }

        /** Runs the request unless the client has disconnected; it ends when the route has responded, even if the client has disconnected. */
        private void run() {
            if (context.response().closed()) {
                end();
                return;
            }
            context.addHeadersEndHandler(answered -> end());
            context.request().resume();
            context.next();
        }

        private void reject(String found) {
            context.request().resume();
            ResponseWriter.reject(context, RequestException.unavailable("Queue full", found, SECONDS_TO_RETRY));
        }

        private void end() {
            if (!over) {
                over = true;
                afterOneOf(queue).ifPresent(next -> next.thread.runOnContext(free -> next.run()));
            }
        }
    }

    private synchronized Place admit(QueuedRequest request) {
        if (waiting + inRoutes == MOST_ADMITTED) {
            return Place.ALL_FULL;
        }
        PathQueue queue = queues.computeIfAbsent(request.queue, first -> new PathQueue());
        if (queue.inRoutes < AT_A_TIME) {
            queue.inRoutes++;
            inRoutes++;
            return Place.ROUTES;
        }
        if (queue.waiting.size() == MOST_OF_A_PATH) {
            return Place.PATH_FULL;
        }
        queue.waiting.add(request);
        waiting++;
        return Place.QUEUE;
    }

    /** The client of a request has disconnected, or the request has been answered. */
    private synchronized void leave(QueuedRequest request) {
        PathQueue queue = queues.get(request.queue);
        if (queue != null && queue.waiting.remove(request)) {
            waiting--;
        }
    }

    /** The next request after one has ended; empty when none waits. */
    private synchronized Optional<QueuedRequest> afterOneOf(String name) {
        PathQueue queue = queues.get(name);
        if (queue == null) {
            throw new IllegalStateException("no request is running for " + name);
        }
        QueuedRequest next = queue.waiting.poll();
        if (next != null) {
            waiting--;
            return Optional.of(next);
        }
        inRoutes--;
        if (--queue.inRoutes == 0) {
            queues.remove(name);
        }
        return Optional.empty();
    }

    /** The number of requests that wait. */
    synchronized int length() {
        return waiting;
    }
}
