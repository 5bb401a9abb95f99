package cotinga;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** The readiness check: up while requests are admitted and a data version can be read. */
final class DataReadiness extends AbstractHealthCheck {
    private final Supplier<Optional<String>> reason;
    private final BooleanSupplier admitting;

    /**
     * Creates the check.
     *
     * @param reason why no data version can be read; empty if one can
     * @param admitting whether the service admits requests
     */
    DataReadiness(Supplier<Optional<String>> reason, BooleanSupplier admitting) {
        super("cotinga", "data");
        this.reason = reason;
        this.admitting = admitting;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> found =
                admitting.getAsBoolean() ? reason.get() : Optional.of("The service is starting or stopping.");
        found.ifPresentOrElse(why -> builder.message(why).down(), builder::up);
    }
}
