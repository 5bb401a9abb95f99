package cotinga.alert;

import cotinga.base.Counted;
import cotinga.store.alerts.AlertStateStore;
import cotinga.store.alerts.AlertStateStore.ConditionKey;
import cotinga.store.alerts.AlertStateStore.WaitingKey;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Since when messages that an earlier process has left can be sent. */
    private volatile Instant begunAt = Instant.MIN;

    /** The messages that wait for one endpoint. */
    private static final class Queue {
        private final Endpoint endpoint;
        private final Deque<Alert> waiting = new ArrayDeque<>();
        private boolean isSending;
        private Instant sentAt = Instant.MIN;
        private boolean isHanging;
        private int failures;
        private boolean isFailureLogged;
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
                    if (queue.waiting.size() >= MOST_WAITING) {
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
            boolean isExpired = !queue.isSending && alert.at().isBefore(oldest) && begunAt.isBefore(oldest);
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
            queue.isFailureLogged = false;
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
        if (!queue.isFailureLogged) {
            queue.isFailureLogged = true;
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

    /** What waits, with the conditions that operators know of. */
    synchronized AlertStateStore.State state(Map<ConditionKey, String> conditions) {
        Map<String, AlertStateStore.Message> messages = new LinkedHashMap<>();
        Map<WaitingKey, Integer> waiting = new LinkedHashMap<>();
        queues.forEach((name, queue) -> {
            int attempts = queue.failures;
            for (Alert alert : queue.waiting) {
                messages.computeIfAbsent(alert.id(), id -> AlertJson.stored(alert));
                waiting.put(new WaitingKey(name, alert.id()), attempts);
                attempts = 0; // only the first one is tried
            }
        });
        return new AlertStateStore.State(conditions, messages, waiting);
    }

    /**
     * Takes the messages that are stored, and keeps what has changed here. An endpoint that did not accept the first one is tried at once,
     * and then as often as before.
     *
     * @param before what was stored when this was last called, or when a state was last stored
     * @param read what is stored
     */
    synchronized void merge(AlertStateStore.State before, AlertStateStore.State read) {
        begunAt = clock.instant();
        queues.forEach((name, queue) -> {
            Map<String, Alert> here = new LinkedHashMap<>();
            queue.waiting.forEach(alert -> here.put(alert.id(), alert));
            Map<String, Alert> all = AlertState.merged(ids(before, name), waiting(read, name), here);
            queue.waiting.clear();
            queue.waiting.addAll(all.values());
            if (!queue.isSending && !queue.waiting.isEmpty()) {
                String first = queue.waiting.element().id();
                queue.failures = Math.max(queue.failures, read.waiting().getOrDefault(new WaitingKey(name, first), 0));
            }
        });
        read.waiting().keySet().stream()
                .filter(key -> !queues.containsKey(key.endpoint()))
                .collect(Collectors.groupingBy(WaitingKey::endpoint, TreeMap::new, Collectors.counting()))
                .forEach((name, count) -> LOG.warn(
                        "{} for the {}, which cotinga.alerts.endpoints does not have any more, will not be sent",
                        Counted.of(count, "alert"),
                        name));
    }

    /** The stored messages to an endpoint, in order. */
    private static Map<String, Alert> waiting(AlertStateStore.State stored, String endpoint) {
        Map<String, Alert> waiting = new LinkedHashMap<>();
        Set<String> ids = ids(stored, endpoint);
        stored.messages().forEach((id, message) -> {
            if (ids.contains(id)) {
                try {
                    waiting.put(id, AlertJson.read(id, message));
                } catch (IllegalArgumentException e) {
                    LOG.error("A stored alert for the {} cannot be read; the message is lost: {}", endpoint, id, e);
                }
            }
        });
        return waiting;
    }

    private static Set<String> ids(AlertStateStore.State stored, String endpoint) {
        return stored.waiting().keySet().stream()
                .filter(key -> key.endpoint().equals(endpoint))
                .map(WaitingKey::message)
                .collect(Collectors.toSet());
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
