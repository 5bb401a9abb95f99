package cotinga.alert;

import cotinga.monitor.Condition;
import cotinga.monitor.Condition.Severity;
import cotinga.store.alerts.AlertStateStore;
import cotinga.store.alerts.AlertStateStore.ConditionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which messages operators get: one when a critical condition begins and one when it has ended, and once a day a digest of the
 * minor ones. What it has reported is part of the state that {@link AlertState} stores.
 */
public final class Alerts {
    /** A condition has ended when this many observations in a row do not show it, so that one that comes and goes is reported once. */
    private static final int ABSENCES = 4;

    /** Whether they last is not known before a first load can be over: nothing is expected to exist until then. */
    private static final Set<Condition.Kind> OF_FIRST_LOAD =
            Set.of(Condition.Kind.DATA_STALE, Condition.Kind.BACKUP_OLD);

    private final Outbox outbox;
    private final Clock clock;
    private final Instant firstLoadUntil;
    private final Map<String, Reported> critical = new LinkedHashMap<>();
    private final Map<String, Condition> minor = new LinkedHashMap<>();

    private static final class Reported {
        private final Condition condition;
        private int absences;
        private boolean isSeen;

        private Reported(Condition condition) {
            this.condition = condition;
        }

        /** @param lasts whether an observation shows it */
        private void observe(boolean lasts) {
            absences = lasts ? 0 : absences + 1;
            isSeen |= lasts;
        }
    }

    /**
     * @param outbox takes the messages, together with what they report
     * @param firstLoad how long after its start a process does not know whether something is missing
     */
    public Alerts(Outbox outbox, Duration firstLoad, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
        this.firstLoadUntil = clock.instant().plus(firstLoad);
    }

    /**
     * Adds the messages after an observation to those that wait, and returns them: at most one about what has begun, and one about what has
     * ended.
     */
    public synchronized List<Alert> after(List<Condition> lasting) {
        List<Alert> messages = new ArrayList<>();
        add(messages, Alert.Kind.RAISED, begun(lasting));
        add(messages, Alert.Kind.RECOVERED, ended(lasting));
        lasting.stream()
                .filter(condition -> condition.kind().severity() == Severity.MINOR)
                .forEach(condition -> minor.put(condition.id(), condition));
        outbox.add(messages);
        return messages;
    }

    /** Adds a message about the minor conditions since the last digest to those that wait, and returns it, if there were any. */
    public synchronized List<Alert> digest() {
        List<Alert> messages = new ArrayList<>();
        add(messages, Alert.Kind.DIGEST, List.copyOf(minor.values()));
        minor.clear();
        outbox.add(messages);
        return messages;
    }

    /** The conditions that operators know of or will learn of in the digest, and the messages that wait, at one moment. */
    synchronized AlertStateStore.State state() {
        Map<ConditionKey, String> conditions = new LinkedHashMap<>();
        known().forEach((id, condition) -> conditions.put(key(condition), condition.message()));
        return outbox.state(conditions);
    }

    /**
     * Takes what is stored, and keeps what has changed here.
     *
     * @param before what was stored when this was last called, or when a state was last stored
     * @param read what is stored
     */
    synchronized void merge(AlertStateStore.State before, AlertStateStore.State read) {
        Map<String, Condition> all = AlertState.merged(byId(before).keySet(), byId(read), known());
        critical.clear();
        minor.clear();
        all.forEach((id, condition) -> {
            if (condition.kind().severity() == Severity.CRITICAL) {
                critical.put(id, new Reported(condition));
            } else {
                minor.put(id, condition);
            }
        });
        outbox.merge(before, read);
    }

    private Map<String, Condition> known() {
        Map<String, Condition> known = new LinkedHashMap<>();
        critical.forEach((id, reported) -> known.put(id, reported.condition));
        known.putAll(minor);
        return known;
    }

    private static ConditionKey key(Condition condition) {
        return new ConditionKey(condition.kind().key(), condition.subject());
    }

    /** The stored conditions. One that only another build knows is left out, so that it is forgotten. */
    private static Map<String, Condition> byId(AlertStateStore.State stored) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        stored.conditions()
                .forEach((key, message) -> Condition.Kind.ofKey(key.kind()).ifPresent(kind -> {
                    Condition condition = new Condition(kind, key.subject(), message);
                    conditions.put(condition.id(), condition);
                }));
        return conditions;
    }

    private List<Condition> begun(List<Condition> lasting) {
        List<Condition> begun = lasting.stream()
                .filter(condition -> condition.kind().severity() == Severity.CRITICAL)
                .filter(condition -> !critical.containsKey(condition.id()))
                .toList();
        begun.forEach(condition -> critical.put(condition.id(), new Reported(condition)));
        return begun;
    }

    private List<Condition> ended(List<Condition> lasting) {
        Map<String, Condition> now =
                lasting.stream().collect(Collectors.toMap(Condition::id, Function.identity(), (one, other) -> one));
        List<Condition> ended = new ArrayList<>();
        Iterator<Map.Entry<String, Reported>> all = critical.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Reported> reported = all.next();
            Reported its = reported.getValue();
            its.observe(now.containsKey(reported.getKey()));
            if (its.absences >= ABSENCES && isKnown(its)) {
                ended.add(its.condition);
                all.remove();
            }
        }
        return ended;
    }

    /** Whether it would have been observed if it lasted. */
    private boolean isKnown(Reported its) {
        return its.isSeen
                || !OF_FIRST_LOAD.contains(its.condition.kind())
                || clock.instant().isAfter(firstLoadUntil);
    }

    private void add(List<Alert> messages, Alert.Kind kind, List<Condition> conditions) {
        if (!conditions.isEmpty()) {
            messages.add(Alert.of("msg_" + UUID.randomUUID(), kind, clock.instant(), conditions));
        }
    }
}
