package cotinga;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ShutdownStrategy;

/** Completes the configuration of Camel, and orders the shutdown: admission of requests, runs, routes, database. */
final class Lifecycle extends MainListenerSupport {
    /** The least time that Camel gets to stop the routes. */
    private static final Duration LEAST_SHUTDOWN = Duration.ofSeconds(1);

    private final Beans beans;
    private final HttpServers servers;

    Lifecycle(Beans beans, HttpServers servers) {
        this.beans = beans;
        this.servers = servers;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        camel.getCamelContextExtension().addInterceptStrategy(new ErrorsAsFailures());
        HttpEngine engine = new HttpEngine();
        engine.setCamelContext(camel);
        camel.getComponent("platform-http", PlatformHttpComponent.class).setEngine(engine);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(main.getCamelContext());
        if (checks != null) {
            checks.register(new RunHealthCheck(beans.runHealth()));
        }
        servers.prepare(main.getCamelContext(), beans.gateway());
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        long begun = System.nanoTime();
        servers.shut();
        beans.stop();
        servers.awaitAdmitted();
        limitShutdown(main.getCamelContext(), Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Gives Camel the remaining time of the shutdown. */
    private static void limitShutdown(CamelContext camel, Duration spent) {
        ShutdownStrategy strategy = camel.getShutdownStrategy();
        Duration most =
                Duration.of(strategy.getTimeout(), strategy.getTimeUnit().toChronoUnit());
        strategy.setTimeout(
                Math.max(LEAST_SHUTDOWN.toMillis(), most.minus(spent).toMillis()));
        strategy.setTimeUnit(TimeUnit.MILLISECONDS);
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        beans.close();
    }
}
