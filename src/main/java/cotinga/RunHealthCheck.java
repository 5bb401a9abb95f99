package cotinga;

import cotinga.run.RunHealth;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check of runs: down while the last run of a kind was aborted. Published data are served nevertheless, so it affects neither
 * readiness nor liveness.
 */
final class RunHealthCheck extends AbstractHealthCheck {
    private final RunHealth health;

    RunHealthCheck(RunHealth health) {
        super("cotinga", "runs");
        this.health = health;
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
        builder.up();
        health.abortReason().forEach((kind, reason) -> {
            builder.detail(kind.key(), reason);
            builder.message("the last run of " + kind.key() + " was aborted: " + reason)
                    .down();
        });
    }
}
