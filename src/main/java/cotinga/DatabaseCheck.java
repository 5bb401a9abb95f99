package cotinga;

import cotinga.monitor.Monitor;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check of the database: down when several observations in a row have failed. An embedded database that has closed itself, as
 * on a full disk, needs a new process; another one does not, so that check does not affect liveness.
 */
final class DatabaseCheck extends AbstractHealthCheck {
    /** About a minute. */
    private static final int FAILURES = 4;

    private final Monitor monitor;
    private final boolean embedded;

    /** @param embedded whether the database runs in this process */
    DatabaseCheck(Monitor monitor, boolean embedded) {
        super("cotinga", "database");
        this.monitor = monitor;
        this.embedded = embedded;
    }

    @Override
    public boolean isLiveness() {
        return embedded;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (monitor.failuresInARow() < FAILURES) {
            builder.up();
        } else {
            builder.message("The database does not answer; see the log"
                            + (embedded ? ", and restart Cotinga when the cause is removed." : "."))
                    .down();
        }
    }
}
