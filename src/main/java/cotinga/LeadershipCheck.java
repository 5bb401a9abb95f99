package cotinga;

import cotinga.cluster.Leadership;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Shows in the full answer which of several instances leads. An instance that stands by is well too, but not if it can never lead. */
final class LeadershipCheck extends AbstractHealthCheck {
    private final Leadership leadership;

    LeadershipCheck(Leadership leadership) {
        super("cotinga", "leadership");
        this.leadership = leadership;
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
        if (!leadership.isInContact()) {
            builder.message("The database does not answer; only cached responses are served.")
                    .up();
            return;
        }
        String message = leadership.isLeading()
                ? "This instance leads."
                : leadership
                        .leader()
                        .map(leader -> leader.instance() + " leads.")
                        .orElse("No instance leads.");
        leadership
                .newerBuild()
                .ifPresentOrElse(
                        newer -> builder.message(message + " This instance does not, because the newer build " + newer
                                        + " has led; upgrade it.")
                                .down(),
                        () -> builder.message(message).up());
    }
}
