package cotinga;

import cotinga.monitor.Condition;
import cotinga.monitor.Monitor;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health checks of what an operator should know, one for each kind of condition. Published data are served nevertheless, so they
 * affect neither readiness nor liveness, and only the full answer shows them. Without the database, only cached data are served, so the
 * service is not ready. One of several instances, which lose their common database at the same time, is ready as long as it has cached
 * data.
 */
final class ConditionChecks {
    private final Monitor monitor;
    private final BooleanSupplier servesFromCaches;

    /** @param servesFromCaches whether this instance, of several, has cached what clients request first */
    ConditionChecks(Monitor monitor, BooleanSupplier servesFromCaches) {
        this.monitor = monitor;
        this.servesFromCaches = servesFromCaches;
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
            return kind == Condition.Kind.DATABASE_UNAVAILABLE && !servesFromCaches.getAsBoolean();
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
