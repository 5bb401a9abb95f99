package cotinga;

import cotinga.monitor.Monitor;
import cotinga.monitor.Observation;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The liveness check of an embedded database. One that has closed itself, as on a full disk, needs a new process. One that hangs may
 * recover, which a new process would not speed up.
 */
final class DatabaseCheck extends AbstractHealthCheck {
    private final Monitor monitor;

    DatabaseCheck(Monitor monitor) {
        super("cotinga", "database");
        this.monitor = monitor;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Observation.Source database = monitor.latest().database();
        if (database.isUnavailable() && database.isFailing()) {
            builder.message("The embedded database fails; see the log, and restart Cotinga when the cause is removed.")
                    .down();
        } else {
            builder.up();
        }
    }
}
