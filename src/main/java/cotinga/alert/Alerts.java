package cotinga.alert;

import cotinga.monitor.Condition;
import cotinga.monitor.Condition.Severity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which messages operators get: one when a critical condition begins and one when it has ended, and once a day a digest of the
 * minor ones. Remembers what it has reported as long as the process lives.
 */
public final class Alerts {
    /** A condition has ended when this many observations in a row do not show it, so that one that comes and goes is reported once. */
    private static final int ABSENCES = 4;

    private final Clock clock;
    private final Map<String, Reported> critical = new LinkedHashMap<>();
    private final Map<String, Condition> minor = new LinkedHashMap<>();

    private static final class Reported {
        private final Condition condition;
        private int absences;

        private Reported(Condition condition) {
            this.condition = condition;
        }
    }

    public Alerts(Clock clock) {
        this.clock = clock;
    }

    /** The messages after an observation: at most one about what has begun, and one about what has ended. */
    public synchronized List<Alert> after(List<Condition> lasting) {
        List<Alert> messages = new ArrayList<>();
        add(messages, Alert.Kind.RAISED, begun(lasting));
        add(messages, Alert.Kind.RECOVERED, ended(lasting));
        lasting.stream()
                .filter(condition -> condition.kind().severity() == Severity.MINOR)
                .forEach(condition -> minor.put(condition.id(), condition));
        return messages;
    }

    /** A message about the minor conditions since the last digest, if there were any. */
    public synchronized List<Alert> digest() {
        List<Alert> messages = new ArrayList<>();
        add(messages, Alert.Kind.DIGEST, List.copyOf(minor.values()));
        minor.clear();
        return messages;
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
            its.absences = now.containsKey(reported.getKey()) ? 0 : its.absences + 1;
            if (its.absences == ABSENCES) {
                ended.add(its.condition);
                all.remove();
            }
        }
        return ended;
    }

    private void add(List<Alert> messages, Alert.Kind kind, List<Condition> conditions) {
        if (!conditions.isEmpty()) {
            messages.add(Alert.of("msg_" + UUID.randomUUID(), kind, clock.instant(), conditions));
        }
    }
}
