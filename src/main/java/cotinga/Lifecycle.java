package cotinga;

import cotinga.settings.StopSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ShutdownStrategy;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the configuration of Camel, and orders the shutdown: the schedule stops, the service is not ready any more but still answers
 * for a while; then it rejects requests, waits for accepted requests and the current step, and closes routes and database.
 */
final class Lifecycle extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private static final Duration POLL = Duration.ofMillis(20);

    /** The least time that Camel gets to stop the routes. */
    private static final Duration LEAST_SHUTDOWN = Duration.ofSeconds(1);

    private final Beans beans;
    private final HttpServers servers;
    private final StopSettings stop;
    private long stoppingSince;

    Lifecycle(Beans beans, HttpServers servers, StopSettings stop) {
        this.beans = beans;
        this.servers = servers;
        this.stop = stop;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        camel.getCamelContextExtension().addInterceptStrategy(new ErrorsAsFailures());
        StepLogContext.install(camel);
        HttpEngine engine = new HttpEngine();
        engine.setCamelContext(camel);
        camel.getComponent("platform-http", PlatformHttpComponent.class).setEngine(engine);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(main.getCamelContext());
        if (checks != null) {
            beans.healthChecks().forEach(checks::register);
        }
        PipelineMeters.install(main.getCamelContext());
        servers.prepare(main.getCamelContext(), beans.gateway(), beans.monitor());
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        stoppingSince = System.nanoTime();
        CamelContext camel = main.getCamelContext();
        servers.drain();
        stopSchedule(camel);
        beans.stop();
        pause(() -> false, stop.drain());
        servers.shut();
        pause(() -> servers.isIdle() && !beans.isRunning(), stop.timeout());
        long begun = System.nanoTime();
        beans.interrupt();
        servers.awaitAdmitted();
        limitShutdown(camel, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void stopSchedule(CamelContext camel) {
        try {
            Scheduler scheduler =
                    camel.getComponent("quartz", QuartzComponent.class).getScheduler();
            if (scheduler != null) {
                scheduler.standby();
            }
        } catch (SchedulerException e) {
            LOG.warn("The schedule cannot be stopped before the routes are: {}", e.getMessage());
        }
    }

    /** Waits until a condition holds, for a limited time. */
    private static void pause(BooleanSupplier condition, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Logs how long the shutdown took, when everything is closed. */
    void logEnd() {
        LOG.info(String.format(Locale.ROOT, "Stopped in %.1f s", (System.nanoTime() - stoppingSince) / 1e9));
    }
}
