package cotinga;

import cotinga.monitor.Condition;
import cotinga.monitor.Conditions;
import cotinga.monitor.Monitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health checks of what an operator should know, one for each kind of condition. Published data are served nevertheless, so they
 * affect neither readiness nor liveness, and only the full answer shows them.
 */
final class ConditionChecks {
    private final Monitor monitor;
    private final Conditions conditions;

    ConditionChecks(Monitor monitor, Conditions conditions) {
        this.monitor = monitor;
        this.conditions = conditions;
    }

    List<AbstractHealthCheck> all() {
        return Stream.of(Condition.Kind.values())
                .<AbstractHealthCheck>map(Check::new)
                .toList();
    }

    private final class Check extends AbstractHealthCheck {
        private final Condition.Kind kind;

        private Check(Condition.Kind kind) {
            super("cotinga", kind.key());
            this.kind = kind;
        }

        @Override
        public boolean isReadiness() {
            return false;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            List<Condition> found = conditions.of(monitor.latest()).stream()
                    .filter(condition -> condition.kind() == kind)
                    .toList();
            if (found.isEmpty()) {
                builder.up();
            } else {
                builder.message(found.stream().map(Condition::message).collect(Collectors.joining("; ")))
                        .down();
            }
        }
    }
}
