package cotinga;

import cotinga.monitor.Condition;
import cotinga.monitor.Monitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health checks of what an operator should know, one for each kind of condition. Published data are served nevertheless, so they
 * affect neither readiness nor liveness, and only the full answer shows them. Without the database, only cached data are served, so the
 * service is not ready.
 */
final class ConditionChecks {
    private final Monitor monitor;

    ConditionChecks(Monitor monitor) {
        this.monitor = monitor;
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
            return kind == Condition.Kind.DATABASE_UNAVAILABLE;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            List<Condition> found = monitor.state().of(kind);
            if (found.isEmpty()) {
                builder.up();
            } else {
                builder.message(found.stream().map(Condition::message).collect(Collectors.joining("; ")))
                        .down();
            }
        }
    }
}
