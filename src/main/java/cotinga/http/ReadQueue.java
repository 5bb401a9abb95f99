package cotinga.http;

import cotinga.api.Freshness;
import cotinga.api.Request;
import cotinga.api.RequestException;
import cotinga.base.LogContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues requests before the routes of reads: two requests per path run at a time, and two more with {@code known_at}, which take
 * longer. Others wait here, without a thread, so that threads stay free for other paths. What exceeds the capacity is rejected at once,
 * rather than answered after clients have lost patience.
 *
 * <p>Requests for the same response as one before them wait for that response, of which a cache then has a copy: a thousand clients that notice
 * a publication at the same time cost one computation, and need no place in the queue of their path.
 */
final class ReadQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ReadQueue.class);

    private static final int AT_A_TIME = 2;
    private static final int MOST_OF_A_PATH = 64;

    /** Of all paths, waiting or in the routes. */
    private static final int MOST_ADMITTED = 512;

    /** Of all paths, waiting for the response to another request. */
    private static final int MOST_JOINED = 4_096;

    private static final int SECONDS_TO_RETRY = 5;

    private final Predicate<RoutingContext> cached;
    private final Map<String, PathQueue> queues = new HashMap<>();
    private int waiting;
    private int joined;
    private int inRoutes;

    /** @param cached answers a request if its response is cached; returns whether it did */
    ReadQueue(Predicate<RoutingContext> cached) {
        this.cached = cached;
    }

    /** The requests for one path. */
    private static final class PathQueue {
        private final Queue<QueuedRequest> waiting = new ArrayDeque<>();

        /** By the tag of a request that waits or is in the routes: further requests for its response. */
        private final Map<String, List<QueuedRequest>> joined = new HashMap<>();

        private int inRoutes;

        /** Lets further requests for the same response wait for this one. */
        private void expect(QueuedRequest request) {
            request.tag.ifPresent(tag -> joined.put(tag, new ArrayList<>()));
        }
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
        Optional<String> tag =
                request == null ? Optional.empty() : request.validator().map(Freshness.Validator::tag);
        await(new QueuedRequest(queue, tag, context, context.vertx().getOrCreateContext()));
    }

    private void await(QueuedRequest queued) {
        RoutingContext context = queued.context;
        String queue = queued.queue;
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
        private final Optional<String> tag;
        private final RoutingContext context;
        private final Context thread;
        private boolean over;

        /** @param tag identifies its response; empty for one that no other request can wait for */
        private QueuedRequest(String queue, Optional<String> tag, RoutingContext context, Context thread) {
            this.queue = queue;
            this.tag = tag;
            this.context = context;
            this.thread = thread;
        }

        /** Runs the request unless the client has disconnected; it ends when the route has responded, even if the client has disconnected. */
        private void run() {
            if (context.response().closed()) {
                end(false);
                return;
            }
            context.addHeadersEndHandler(answered -> end(true));
            context.request().resume();
            context.next();
        }

        /**
         * The request that this one has waited for is over: answers this one too, or queues it.
         *
         * @param isComputed whether the response was computed; if no cache has it then, this request is queued alone
         */
        private void follow(boolean isComputed) {
            if (context.response().closed()) {
                return;
            }
            context.request().resume();
            try {
                if (!cached.test(context)) {
                    context.request().pause();
                    await(new QueuedRequest(queue, isComputed ? Optional.empty() : tag, context, thread));
                }
            } catch (RuntimeException e) {
                context.fail(e);
            }
        }

        private void reject(String found) {
            context.request().resume();
            ResponseWriter.reject(context, RequestException.unavailable("Queue full", found, SECONDS_TO_RETRY));
        }

        private void end(boolean isComputed) {
            if (!over) {
                over = true;
                release(this, isComputed);
                afterOneOf(queue).ifPresent(next -> next.thread.runOnContext(free -> next.run()));
            }
        }
    }

    /** Lets a request wait for one that has the same response. */
    private Place join(List<QueuedRequest> same, QueuedRequest request) {
        if (joined == MOST_JOINED) {
            return Place.ALL_FULL;
        }
        same.add(request);
        joined++;
        return Place.QUEUE;
    }

    /** Continues with the requests that have waited for one. */
    private void release(QueuedRequest request, boolean isComputed) {
        takeJoined(request).forEach(same -> same.thread.runOnContext(free -> same.follow(isComputed)));
    }

    private synchronized List<QueuedRequest> takeJoined(QueuedRequest request) {
        PathQueue queue = queues.get(request.queue);
        List<QueuedRequest> same =
                queue == null ? null : request.tag.map(queue.joined::remove).orElse(null);
        joined -= same == null ? 0 : same.size();
        return same == null ? List.of() : same;
    }

    private synchronized Place admit(QueuedRequest request) {
        PathQueue queue = queues.get(request.queue);
        List<QueuedRequest> same =
                queue == null ? null : request.tag.map(queue.joined::get).orElse(null);
        if (same != null) {
            return join(same, request);
        }
        if (waiting + inRoutes == MOST_ADMITTED) {
            return Place.ALL_FULL;
        }
        if (queue == null) {
            queue = new PathQueue();
            queues.put(request.queue, queue);
        }
        if (queue.inRoutes < AT_A_TIME) {
            queue.inRoutes++;
            inRoutes++;
            queue.expect(request);
            return Place.ROUTES;
        }
        if (queue.waiting.size() == MOST_OF_A_PATH) {
            return Place.PATH_FULL;
        }
        queue.waiting.add(request);
        waiting++;
        queue.expect(request);
        return Place.QUEUE;
    }

    /** The client of a request has disconnected, or the request has been answered. */
    private void leave(QueuedRequest request) {
        if (isRemoved(request)) {
            release(request, false);
        }
    }

    /** Removes a request that waits; returns whether it does. */
    private synchronized boolean isRemoved(QueuedRequest request) {
        PathQueue queue = queues.get(request.queue);
        if (queue == null) {
            return false;
        }
        if (queue.waiting.remove(request)) {
            waiting--;
            return true;
        }
        List<QueuedRequest> same = request.tag.map(queue.joined::get).orElse(null);
        if (same != null && same.remove(request)) {
            joined--;
        }
        return false;
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
        return waiting + joined;
    }
}
