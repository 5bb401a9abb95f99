package cotinga.monitor;

import java.util.List;

/** An observation, and the conditions found in it. */
public record State(Observation observation, List<Condition> conditions) {
    /** Whether a condition lasts. */
    public boolean has(Condition.Kind kind, String subject) {
        return conditions.stream()
                .anyMatch(condition ->
                        condition.kind() == kind && condition.subject().equals(subject));
    }

    /** The conditions of a kind. */
    public List<Condition> of(Condition.Kind kind) {
        return conditions.stream().filter(condition -> condition.kind() == kind).toList();
    }
}
