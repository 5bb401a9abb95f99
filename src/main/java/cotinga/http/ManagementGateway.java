package cotinga.http;

import cotinga.api.ResponseJson;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** The health checks on the management port, which also support HEAD; Camel adds the metrics. */
public final class ManagementGateway {
    private static final String HEALTH = "/observe/health";

    private final Function<HealthReport.Probe, HealthReport> health;

    public ManagementGateway(Function<HealthReport.Probe, HealthReport> health) {
        this.health = health;
    }

    /** Installs the handlers before all present and future routes of a router. */
    public void install(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(Methods::rerouteHeadToGet);
        for (HealthReport.Probe probe : HealthReport.Probe.values()) {
            Route route = router.get(HEALTH + probe.path()).order(Integer.MIN_VALUE + 1);
            if (probe == HealthReport.Probe.FULL) {
                route.blockingHandler(context -> answer(context, health.apply(probe)), false);
            } else { // without a worker thread, of which slow requests may leave none
                route.handler(context -> answer(context, health.apply(probe)));
            }
            router.route(HEALTH + probe.path()).order(Integer.MIN_VALUE + 2).handler(context -> context.response()
                    .setStatusCode(405)
                    .putHeader("allow", "GET, HEAD")
                    .end());
        }
    }

    private static void answer(RoutingContext context, HealthReport report) {
        context.response()
                .setStatusCode(report.isUp() ? 200 : 503)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(ResponseJson.text(report));
    }
}
