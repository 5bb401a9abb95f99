package cotinga.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for each endpoint, in order. A message that an endpoint does not accept waits for one of the next observations, so
 * that it arrives when the endpoint is available again. Logs when an endpoint begins to fail and when it has recovered.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int MOST_WAITING = 100;

    /** The longest pause of a failing endpoint: 10 minutes of observations. */
    private static final int LONGEST_PAUSE = 40;

    /** A message that no attempt could deliver for a day helps nobody, but holds up those behind it. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Deliveries deliveries;
    private final Clock clock;
    private final Map<String, Queue> queues = new LinkedHashMap<>();

    /** The messages that wait for one endpoint. */
    private static final class Queue {
        private final Endpoint endpoint;
        private final Deque<Alert> waiting = new ArrayDeque<>();
        private boolean isSending;
        private int failures;
        private int pause;

        private Queue(Endpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    /** @param clock the time of the messages */
    public Outbox(List<Endpoint> endpoints, Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
        endpoints.forEach(endpoint -> queues.put(endpoint.name(), new Queue(endpoint)));
    }

    /** Adds messages for every endpoint. If too many wait, the oldest is lost. */
    public synchronized void add(List<Alert> alerts) {
        queues.values()
                .forEach(queue -> alerts.forEach(alert -> {
                    if (queue.waiting.size() == MOST_WAITING) {
                        queue.waiting.remove();
                        LOG.warn(
                                "More than {} alerts wait for the {}; the oldest is lost",
                                MOST_WAITING,
                                queue.endpoint.name());
                    }
                    queue.waiting.add(alert);
                }));
    }

    /**
     * Begins to send what waits, and returns the names of the endpoints that get something now. Called after each observation. An endpoint
     * that fails is tried again after 1, 2, 4 … observations.
     */
    public synchronized List<String> begin() {
        List<String> names = new ArrayList<>();
        queues.forEach((name, queue) -> {
            removeExpired(queue);
            if (!queue.isSending && !queue.waiting.isEmpty()) {
                queue.pause = Math.max(0, queue.pause - 1);
                if (queue.pause == 0) {
                    queue.isSending = true;
                    names.add(name);
                }
            }
        });
        return names;
    }

    private void removeExpired(Queue queue) {
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        queue.waiting.removeIf(alert -> {
            boolean isExpired = !queue.isSending && alert.at().isBefore(oldest);
            if (isExpired) {
                LOG.error(
                        "The {} has not accepted an alert for a day; the message is lost: {}",
                        queue.endpoint.name(),
                        alert.id());
            }
            return isExpired;
        });
    }

    /** The next message to an endpoint; null if none waits, or if the last one was not accepted. */
    public synchronized @Nullable Delivery next(String name) {
        Queue queue = queue(name);
        Alert alert = queue.waiting.peek();
        if (alert == null || queue.pause > 0) {
            queue.isSending = false;
            return null;
        }
        return deliveries.of(queue.endpoint, alert);
    }

    /** An endpoint has accepted a message. */
    public synchronized void accepted(Delivery delivery) {
        Queue queue = queue(delivery.name());
        remove(queue, delivery);
        if (queue.failures > 0) {
            LOG.info("The {} accepts alerts again", delivery.name());
            queue.failures = 0;
        }
    }

    /**
     * Keeps a message that an endpoint has not accepted.
     *
     * @param problem what the endpoint did, without its address
     */
    public synchronized void keep(Delivery delivery, String problem) {
        Queue queue = queue(delivery.name());
        queue.pause = Math.min(1 << Math.min(queue.failures, 10), LONGEST_PAUSE);
        queue.failures++;
        if (queue.failures == 1) {
            LOG.error("The {} {}; it is sent again until it is accepted", delivery.name(), problem);
        } else {
            LOG.debug("The {} {}, for the {}th time", delivery.name(), problem, queue.failures);
        }
    }

    /**
     * Drops a message that an endpoint will never accept.
     *
     * @param problem what the endpoint did, without its address
     */
    public synchronized void drop(Delivery delivery, String problem) {
        remove(queue(delivery.name()), delivery);
        LOG.error("The {} {}; the message is lost: {}", delivery.name(), problem, delivery.id());
    }

    private static void remove(Queue queue, Delivery delivery) {
        queue.waiting.removeIf(alert -> alert.id().equals(delivery.id()));
    }

    private Queue queue(String name) {
        return Objects.requireNonNull(queues.get(name), name);
    }
}
