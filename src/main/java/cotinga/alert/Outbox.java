package cotinga.alert;

import cotinga.base.Counted;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for each endpoint, in order. A message that an endpoint does not accept waits for one of the next observations, so
 * that it arrives when the endpoint is available again. Logs when an endpoint begins to fail or to hang, and when it has recovered.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int MOST_WAITING = 100;

    /** The longest pause of a failing endpoint: 10 minutes of observations. */
    private static final int LONGEST_PAUSE = 40;

    /** A message that no attempt could deliver for a day helps nobody, but holds up those behind it. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Deliveries deliveries;
    private final Duration longestDelivery;
    private final Clock clock;
    private final Map<String, Queue> queues = new LinkedHashMap<>();

    /** The messages that wait for one endpoint. */
    private static final class Queue {
        private final Endpoint endpoint;
        private final Deque<Alert> waiting = new ArrayDeque<>();
        private boolean isSending;
        private Instant sentAt = Instant.MIN;
        private boolean isHanging;
        private int failures;
        private int pause;
        private long lost;

        private Queue(Endpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    /**
     * An outbox without messages.
     *
     * @param longestDelivery how long a delivery takes at most, with its retries, unless the endpoint hangs
     * @param clock the time of the messages
     */
    public Outbox(List<Endpoint> endpoints, Deliveries deliveries, Duration longestDelivery, Clock clock) {
        this.deliveries = deliveries;
        this.longestDelivery = longestDelivery;
        this.clock = clock;
        endpoints.forEach(endpoint -> queues.put(endpoint.name(), new Queue(endpoint)));
    }

    /** Adds messages for every endpoint. If too many wait, the oldest is lost. */
    public synchronized void add(List<Alert> alerts) {
        queues.values()
                .forEach(queue -> alerts.forEach(alert -> {
                    if (queue.waiting.size() == MOST_WAITING) {
                        queue.waiting.remove();
                        queue.lost++;
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
            noteHang(queue);
            if (!queue.isSending && !queue.waiting.isEmpty()) {
                queue.pause = Math.max(0, queue.pause - 1);
                if (queue.pause == 0) {
                    queue.isSending = true;
                    queue.sentAt = clock.instant();
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
                queue.lost++;
                LOG.error(
                        "The {} has not accepted an alert for a day; the message is lost: {}",
                        queue.endpoint.name(),
                        alert.id());
            }
            return isExpired;
        });
    }

    private void noteHang(Queue queue) {
        Instant since = queue.sentAt;
        if (queue.isSending && !queue.isHanging && since.plus(longestDelivery).isBefore(clock.instant())) {
            queue.isHanging = true;
            LOG.error(
                    "The {} has neither accepted nor rejected an alert since {}, with {} waiting; check the endpoint, and restart"
                            + " Cotinga if it does not recover",
                    queue.endpoint.name(),
                    since,
                    Counted.of(queue.waiting.size(), "alert"));
        }
    }

    /** The next message to an endpoint; null if none waits, or if the last one was not accepted. */
    public synchronized @Nullable Delivery next(String name) {
        Queue queue = queue(name);
        Alert alert = queue.waiting.peek();
        if (alert == null || queue.pause > 0) {
            queue.isSending = false;
            return null;
        }
        queue.sentAt = clock.instant();
        return deliveries.of(queue.endpoint, alert);
    }

    /** An endpoint has accepted a message. */
    public synchronized void accepted(Delivery delivery) {
        Queue queue = queue(delivery.name());
        remove(queue, delivery);
        if (queue.failures > 0 || queue.isHanging) {
            LOG.info("The {} accepts alerts again", delivery.name());
            queue.failures = 0;
            queue.isHanging = false;
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
        queue.isHanging = false;
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
        Queue queue = queue(delivery.name());
        remove(queue, delivery);
        queue.lost++;
        queue.isHanging = false;
        LOG.error("The {} {}; the message is lost: {}", delivery.name(), problem, delivery.id());
    }

    /** The number of messages that wait for the endpoints of a format, with those that are being sent. */
    public synchronized int waiting(Endpoint.Format format) {
        return queuesOf(format).mapToInt(queue -> queue.waiting.size()).sum();
    }

    /** The number of messages that the endpoints of a format will never get. */
    public synchronized long lost(Endpoint.Format format) {
        return queuesOf(format).mapToLong(queue -> queue.lost).sum();
    }

    private Stream<Queue> queuesOf(Endpoint.Format format) {
        return queues.values().stream().filter(queue -> queue.endpoint.format() == format);
    }

    private static void remove(Queue queue, Delivery delivery) {
        queue.waiting.removeIf(alert -> alert.id().equals(delivery.id()));
    }

    private Queue queue(String name) {
        return Objects.requireNonNull(queues.get(name), name);
    }
}
