package cotinga;

import cotinga.api.ResponseJson;
import cotinga.guard.Guard;
import cotinga.guard.HttpGate;
import cotinga.guard.Operations;
import cotinga.guard.ServerLimits;
import cotinga.progress.ProgressDisplay;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.store.StoreException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Route;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.rest.RestEndpoint;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Camel application: settings, beans and route files. */
final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final int MODE_NEVER = PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;

    /** How long a shutdown waits for the requests that were admitted before it. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    /** The least time that Camel gets to stop the routes. */
    private static final Duration LEAST_SHUTDOWN = Duration.ofSeconds(1);

    /** The name under which Camel looks for a factory of the data formats that routes name as {@code library: Jackson}. */
    private static final String JSON_FORMATS = "jackson-dataformat-factory";

    private final Main main;
    private final StartUp startUp;
    private final Beans beans;
    private final boolean hasPrices;
    private final boolean service;
    private final HttpGate gate = new HttpGate();
    private volatile boolean hasGateway;
    private volatile boolean closed;

    /** Camel does not close it, because it did not create it. */
    private @Nullable Vertx vertx;

    /**
     * Opens the stores and creates the beans; {@link #start()} starts the routes.
     *
     * @param startUp runs the steps
     * @param display where progress is shown
     * @param service whether it serves and runs on schedule; false for a single run
     */
    static Application open(
            StartUp startUp,
            Settings settings,
            Path workingDirectory,
            Clock clock,
            ProgressDisplay display,
            boolean service) {
        startUp.step("check the ports", () -> requireFreePorts(settings, service));
        List<String> routeFiles = startUp.step("find the route files", () -> RouteFiles.of(workingDirectory, service));
        Main main = new Main();
        Beans beans = Beans.open(startUp, settings, settings.clock(clock), service, () -> scheduler(main), display);
        return new Application(startUp, settings, main, beans, routeFiles, service);
    }

    private Application(
            StartUp startUp, Settings settings, Main main, Beans beans, List<String> routeFiles, boolean service) {
        this.startUp = startUp;
        this.main = main;
        this.beans = beans;
        this.service = service;
        this.hasPrices = settings.prices().enabled();
        boolean serves = service || settings.sandbox().enabled();
        Properties properties = new Properties();
        properties.putAll(settings.forRoutes());
        decide(properties, "cotinga.service", service);
        decide(properties, "camel.server.enabled", serves);
        decide(properties, "camel.management.enabled", service);
        decide(properties, "camel.main.routesIncludePattern", String.join(",", routeFiles));
        restrictTo(properties);
        warnOfMissingBackups(settings.backup());
        beans.byName().forEach(main::bind);
        main.bind(JSON_FORMATS, (DataFormatFactory) () -> new JacksonDataFormat(ResponseJson.mapper(), Object.class));
        if (serves) {
            vertx = ServerLimits.vertx(gate, settings.httpPort());
            main.bind("vertx", vertx);
            main.bind("dataReadiness", new DataReadiness(beans::notReady, gate::isOpen));
        }
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
                CamelContext camel = configured.getCamelContext();
                camel.getCamelContextExtension().addInterceptStrategy(new ErrorsAsFailures());
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                HealthCheckRegistry checks = HealthCheckRegistry.get(configured.getCamelContext());
                if (checks != null) {
                    checks.register(new RunHealthCheck(beans.runHealth()));
                }
                if (service) {
                    installGateway(configured.getCamelContext(), settings.httpPort());
                    respondToHead(configured.getCamelContext(), settings.managementPort());
                } else {
                    gate.open(); // for the sandbox, which a single run requests
                }
            }

            @Override
            public void beforeStop(BaseMainSupport stopping) {
                long begun = System.nanoTime();
                gate.shut();
                beans.stop();
                awaitAdmitted();
                limitShutdown(stopping.getCamelContext(), Duration.ofNanos(System.nanoTime() - begun));
            }

            @Override
            public void afterStop(BaseMainSupport stopped) {
                beans.close();
            }
        });
        LOG.info(
                "Cotinga {} with {} route files; database {}; CFTC at {}; {}",
                Build.version(),
                routeFiles.size(),
                settings.store().url(),
                settings.cftc().baseUrl(),
                service ? "REST on port " + settings.httpPort() : "one run");
    }

    /** Restricts the routes and Camel to these properties: no environment, system properties or other files. */
    private void restrictTo(Properties properties) {
        decide(properties, "camel.component.properties.environmentVariableMode", MODE_NEVER);
        decide(properties, "camel.component.properties.systemPropertiesMode", MODE_NEVER);
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
        main.configure().setAutoConfigurationSystemPropertiesEnabled(false);
        main.setPropertyPlaceholderLocations("false");
        main.setInitialProperties(properties);
        main.setOverrideProperties(properties); // otherwise the environment can name a file with others
    }

    private static void decide(Properties properties, String camelKey, Object value) {
        properties.setProperty(CamelKeys.spellingIn(properties.stringPropertyNames(), camelKey), String.valueOf(value));
    }

    private static void warnOfMissingBackups(Settings.Backup backup) {
        if (backup.enabled() && !backup.possible()) {
            LOG.warn(
                    "No backups are made: found a database that is not an embedded file. Back it up with its own tools, and set"
                            + " cotinga.backup.enabled=false");
        }
    }

    /** Waits for the requests that were admitted before the shutdown. */
    private void awaitAdmitted() {
        try {
            gate.awaitRequests(REQUEST_TIMEOUT);
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

    /** Supports HEAD on the management port too, as soon as its server has started. */
    private static void respondToHead(CamelContext camel, int port) {
        onEvent(camel, CamelEvent.CamelContextRoutesStartingEvent.class, () -> Guard.answerHead(router(camel, port)));
    }

    private static Router router(CamelContext camel, int port) {
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
        return (Router) router.getServer().getServer().requestHandler();
    }

    private static void onEvent(CamelContext camel, Class<? extends CamelEvent> kind, Runnable action) {
        camel.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (kind.isInstance(event)) {
                    action.run();
                }
            }
        });
    }

    /** Installs the HTTP gateway when the server has started and no route has. */
    private void installGateway(CamelContext camel, int port) {
        onEvent(camel, CamelEvent.CamelContextRoutesStartingEvent.class, () -> {
            beans.guard().orElseThrow().protect(router(camel, port), () -> operations(camel), gate);
            hasGateway = true;
        });
        onEvent(camel, CamelEvent.CamelContextRoutesStartedEvent.class, gate::open);
    }

    /** The operations of the REST routes. The list of the server has only one method for each path. */
    private static Operations operations(CamelContext camel) {
        return Operations.ofRoutes(camel.getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(RestEndpoint.class::isInstance)
                .map(RestEndpoint.class::cast)
                .collect(Collectors.groupingBy(
                        endpoint -> endpoint.getPath() + Objects.requireNonNullElse(endpoint.getUriTemplate(), ""),
                        Collectors.mapping(
                                endpoint -> endpoint.getMethod().toUpperCase(Locale.ROOT), Collectors.toSet()))));
    }

    private static void requireFreePorts(Settings settings, boolean service) {
        if (service || settings.sandbox().enabled()) {
            requireFree("cotinga.http", settings.httpAddress(), settings.httpPort());
        }
        if (service) {
            requireFree("cotinga.management", settings.managementAddress(), settings.managementPort());
        }
    }

    /** Binds the port without listening, so that no client connects to what is closed at once. */
    private static void requireFree(String server, InetAddress address, int port) {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true); // earlier connections of a port do not make it taken
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new SettingException(List.of(server + ".port is " + port + ", which cannot be used ("
                    + e.getMessage() + ") at " + server + ".address, " + address.getHostAddress()
                    + "; stop the process that uses it, or set another port"));
        }
    }

    /** For tests: installs no shutdown hook. */
    Application embedded() {
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        return this;
    }

    /**
     * Starts the routes.
     *
     * @throws StartException if a route file or a setting of Camel is wrong
     */
    void start() {
        try {
            startUp.step("load the routes", main::init);
            startUp.step("start the servers and the routes", main::start);
        } catch (RuntimeException e) {
            throw new StartException(e);
        }
        if (service && !hasGateway) {
            throw new StartException(new IllegalStateException("the HTTP filter chain was not installed"));
        }
        startUp.complete();
    }

    /** For a single run: a signal interrupts the run and closes everything before the process ends. */
    Application stoppedBySignals() {
        main.setShutdownStrategy(new SimpleMainShutdownStrategy()); // Camel's own supports services only
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        return this;
    }

    /** Whether the process is shutting down. */
    boolean isStopping() {
        return closed;
    }

    /** Serves until a signal stops the process. */
    void runUntilStopped() throws Exception {
        main.run();
    }

    /** Runs the report pipeline and returns its summary. */
    RunSummary refreshReports(String cause) throws Exception {
        return refresh("direct:refresh-reports", cause, RunSummary.class);
    }

    /** Whether prices are requested. */
    boolean hasPrices() {
        return hasPrices;
    }

    /** Runs the price pipeline and returns its summary. */
    PriceSummary refreshPrices(String cause) throws Exception {
        return refresh("direct:refresh-prices", cause, PriceSummary.class);
    }

    /** Runs a pipeline. An error of the database is thrown as {@link StoreException}. */
    private <T> T refresh(String pipeline, String cause, Class<T> summary) throws Exception {
        try {
            return main.getCamelTemplate().requestBodyAndHeader(pipeline, null, "cause", cause, summary);
        } catch (CamelExecutionException e) {
            StoreException failure = ObjectHelper.getException(StoreException.class, e);
            throw failure == null ? e : failure;
        }
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Closes everything once; a concurrent call waits until that is done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        beans.stop(); // as the listener does when a signal stops the process
        main.stop();
        beans.close();
        if (vertx != null) {
            vertx.close();
        }
    }

    private static Scheduler scheduler(Main main) {
        return main.getCamelContext()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler();
    }
}
