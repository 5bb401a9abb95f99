package cotinga;

import cotinga.alert.Endpoint;
import cotinga.api.ResponseJson;
import cotinga.progress.ProgressDisplay;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.run.Schedules;
import cotinga.settings.BackupSettings;
import cotinga.settings.SettingException;
import cotinga.settings.Settings;
import cotinga.settings.StopSettings;
import cotinga.store.sql.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.util.ObjectHelper;
import org.quartz.CronExpression;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Camel application: settings, beans, servers and route files. */
final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** The name under which Camel looks for a factory of the data formats that routes name as {@code library: Jackson}. */
    private static final String JSON_FORMATS = "jackson-dataformat-factory";

    /** The group of the scheduled jobs that can publish. */
    private static final String REFRESH_JOBS = "refresh";

    /** The route that serves what another instance has changed. */
    private static final String FOLLOW_CHANGES = "direct:follow-changes";

    private final StartUp startUp;
    private final Consumer<Runnable> follow;
    private final Main main;
    private final HttpServers servers;
    private final Lifecycle lifecycle;
    private final Optional<Traces> traces;
    private final Optional<ErrorTracker> errors;
    private final boolean hasPrices;
    private final List<Endpoint> endpoints;
    private volatile boolean closed;

    private Application(
            StartUp startUp,
            Consumer<Runnable> follow,
            Main main,
            HttpServers servers,
            Lifecycle lifecycle,
            Optional<Traces> traces,
            Optional<ErrorTracker> errors,
            boolean hasPrices,
            List<Endpoint> endpoints) {
        this.startUp = startUp;
        this.follow = follow;
        this.main = main;
        this.servers = servers;
        this.lifecycle = lifecycle;
        this.traces = traces;
        this.errors = errors;
        this.hasPrices = hasPrices;
        this.endpoints = endpoints;
    }

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
        return open(startUp, settings, workingDirectory, clock, display, service, Traces.of(settings));
    }

    /** Opens it with these traces, which it closes. */
    static Application open(
            StartUp startUp,
            Settings settings,
            Path workingDirectory,
            Clock clock,
            ProgressDisplay display,
            boolean service,
            Optional<Traces> traces) {
        Optional<ErrorTracker> errors = ErrorTracker.of(settings);
        try {
            return open(startUp, settings, workingDirectory, clock, display, service, traces, errors);
        } catch (RuntimeException e) {
            errors.ifPresent(ErrorTracker::close);
            throw e;
        }
    }

    private static Application open(
            StartUp startUp,
            Settings settings,
            Path workingDirectory,
            Clock clock,
            ProgressDisplay display,
            boolean service,
            Optional<Traces> traces,
            Optional<ErrorTracker> errors) {
        HttpServers servers = new HttpServers(settings, service);
        startUp.step("check the ports", servers::requireFreePorts);
        List<String> routeFiles = startUp.step("find the route files", () -> RouteFiles.of(workingDirectory, service));
        Main main = new Main();
        Schedules schedules = new Schedules(() -> scheduler(main), () -> refreshTimes(main));
        Beans beans = Beans.open(startUp, settings, settings.clock(clock), service, schedules, display);
        new CamelProperties(settings, servers, routeFiles, service).restrict(main);
        beans.byName().forEach(main::bind);
        main.bind(JSON_FORMATS, (DataFormatFactory) () -> new JacksonDataFormat(ResponseJson.mapper(), Object.class));
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, beans.meters());
        servers.bind(main, beans.operations(), beans.requestListeners(), beans::notReady);
        servers.vertx().ifPresent(beans::connect);
        Lifecycle lifecycle = new Lifecycle(beans, servers, service ? settings.stop() : StopSettings.NONE);
        main.addMainListener(lifecycle);
        traces.ifPresent(main::addMainListener);
        if (DeveloperTools.areIncluded()) {
            main.addMainListener(DeveloperTools.liveReload(workingDirectory, routeFiles));
            LOG.warn("This build has developer tools: live reload of routes and Camel's developer console");
        }
        traces.ifPresent(beans::notifyOfTransactions);
        warnOfMissingBackups(settings.backup());
        LOG.info(
                "Cotinga {} with {} route files; database {}; CFTC at {}; {}",
                Build.version(),
                routeFiles.size(),
                settings.store().url(),
                settings.cftc().baseUrl(),
                service ? "REST on port " + settings.http().port() : "one run");
        return new Application(
                startUp,
                beans::follow,
                main,
                servers,
                lifecycle,
                traces,
                errors,
                settings.prices().enabled(),
                settings.alerts().endpoints());
    }

    private static Scheduler scheduler(Main main) {
        return main.getCamelContext()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler();
    }

    /** The times of the routes that refresh data, also while they do not run here because another instance leads. */
    private static List<CronExpression> refreshTimes(Main main) {
        return main.getCamelContext().getEndpoints().stream()
                .filter(QuartzEndpoint.class::isInstance)
                .map(QuartzEndpoint.class::cast)
                .filter(endpoint -> REFRESH_JOBS.equals(endpoint.getGroupName()) && endpoint.getCron() != null)
                .map(endpoint -> Schedules.times(
                        endpoint.getCron(), endpoint.getTriggerParameters().get("timeZone")))
                .toList();
    }

    private static void warnOfMissingBackups(BackupSettings backup) {
        if (backup.enabled() && !backup.possible()) {
            LOG.warn(
                    "No backups are made: found a database that is not an embedded file. Back it up with its own tools, and set"
                            + " cotinga.backup.enabled=false");
        }
    }

    private void follow() {
        ProducerTemplate template = context().createProducerTemplate();
        follow.accept(() -> template.sendBody(FOLLOW_CHANGES, null));
    }

    /** Camel installs no shutdown hook. */
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
            startUp.step("check the endpoints of alerts", () -> AlertEndpoints.require(endpoints, context()));
            startUp.step("start the servers and the routes", main::start);
            servers.requireGateway();
            startUp.step("follow the other instances", this::follow);
        } catch (SettingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StartException(e);
        }
        startUp.complete();
    }

    /**
     * Closes everything when a signal stops the process. Camel's own hook waits for its context only, and ends the process while the
     * database is being closed.
     *
     * @param last runs after that
     */
    Application stoppedBySignals(Runnable last) {
        embedded();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close();
                            last.run();
                        },
                        "stop"));
        return this;
    }

    /** Whether the process is shutting down. */
    boolean isStopping() {
        return closed;
    }

    /** Serves until a signal stops the process. */
    void awaitStop() throws InterruptedException {
        new CountDownLatch(1).await();
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
        lifecycle.beforeStop(main); // Camel calls it only in its own loop, which is not used
        main.stop();
        lifecycle.afterStop(main);
        servers.close();
        traces.ifPresent(Traces::close);
        errors.ifPresent(ErrorTracker::close);
        lifecycle.logEnd();
    }
}
