package cotinga;

import cotinga.http.HealthReport;
import cotinga.http.HealthReport.Check;
import cotinga.monitor.Monitor;
import cotinga.monitor.StateDetails;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Reports the results of Camel's health checks. Camel's own endpoint would escape messages twice, and show class names on request.
 */
final class HealthReports {
    /** Camel leaves out the checks that are up otherwise. */
    private static final String ALL = "full";

    private final CamelContext camel;
    private final BooleanSupplier hasStarted;
    private final Monitor monitor;

    HealthReports(CamelContext camel, BooleanSupplier hasStarted, Monitor monitor) {
        this.camel = camel;
        this.hasStarted = hasStarted;
        this.monitor = monitor;
    }

    HealthReport of(HealthReport.Probe probe) {
        return switch (probe) {
            case FULL -> report(HealthCheckHelper.invoke(camel, ALL), true).with(StateDetails.of(monitor.latest()));
            case LIVE -> report(HealthCheckHelper.invokeLiveness(camel), false);
            case READY -> report(HealthCheckHelper.invokeReadiness(camel), false);
            case STARTED -> HealthReport.of(hasStarted.getAsBoolean(), List.of());
        };
    }

    private static HealthReport report(Collection<HealthCheck.Result> results, boolean withAll) {
        return HealthReport.of(
                results.stream().allMatch(HealthReports::isUp),
                results.stream()
                        .filter(result -> withAll || !isUp(result))
                        .map(result -> new Check(
                                result.getCheck().getId(),
                                HealthReport.status(isUp(result)),
                                result.getMessage().orElse(null)))
                        .sorted(Comparator.comparing(Check::name))
                        .toList());
    }

    private static boolean isUp(HealthCheck.Result result) {
        return result.getState() == HealthCheck.State.UP;
    }
}
