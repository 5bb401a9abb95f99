package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.alert.AlertState;
import cotinga.base.Interruption;
import cotinga.cluster.Leadership;
import cotinga.cluster.LeasedLeadership;
import cotinga.cluster.SoleInstance;
import cotinga.contract.Contract;
import cotinga.http.AccessLog;
import cotinga.http.Gateway;
import cotinga.http.RequestListener;
import cotinga.monitor.Monitor;
import cotinga.progress.ProgressDisplay;
import cotinga.run.RunHealth;
import cotinga.run.RunSupport;
import cotinga.run.Schedules;
import cotinga.settings.Settings;
import cotinga.sharedcache.RedisAnswers;
import cotinga.store.sql.Database;
import cotinga.store.sql.NotificationListener;
import cotinga.store.sql.TransactionListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** The composition root: the beans that routes call, by name. */
final class Beans implements AutoCloseable {
    private static final int SECONDS_OF_A_LEASE = 13;

    private final UpstreamClients upstreamClients;
    private final RunHealth runHealth = new RunHealth();
    private final StoreBeans stores;
    private final Leadership leadership;
    private final Optional<NotificationListener> notifications;
    private final LeaderWork leaderWork;
    private final boolean serves;
    private final BooleanSupplier servesFromCaches;
    private final PublicationBeans publication;
    private final ReportBeans reports;
    private final PriceBeans prices;
    private final UpkeepBeans upkeep;
    private final MetricsBeans metrics;
    private final List<AbstractHealthCheck> healthChecks;
    private final Monitor monitor;
    private final AlertState alertState;
    private final ApiBeans api;
    private final AccessLog accessLog;
    private final NamedBeans named = new NamedBeans();

    private Beans(
            Settings settings,
            Clock clock,
            MetricsBeans metrics,
            UpstreamClients upstreamClients,
            DataFiles files,
            StoreBeans stores,
            Leadership leadership,
            Recovery recovery,
            Optional<Contract> contract,
            Schedules schedules,
            ProgressDisplay display) {
        this.upstreamClients = upstreamClients;
        this.stores = stores;
        this.leadership = leadership;
        notifications = settings.cluster().isShared() && contract.isPresent()
                ? Optional.of(new NotificationListener(
                        settings.sessionUrl(),
                        settings.store().user(),
                        settings.store().password()))
                : Optional.empty();
        this.metrics = metrics;
        accessLog = new AccessLog(settings.log().requests(), settings.log().slowRequests());
        publication = PublicationBeans.of(settings, files, stores, metrics, display, clock);
        RunSupport support = new RunSupport(
                stores.runs(),
                stores.interruptedRuns(),
                publication.lock(),
                runHealth,
                metrics.runs(),
                display,
                settings.upstreams().maxIdle());
        reports = ReportBeans.of(settings, files, stores, publication, upstreamClients, support, metrics, clock);
        prices = PriceBeans.of(settings, files, stores, publication, upstreamClients, support, metrics, clock);
        upkeep = UpkeepBeans.of(settings, stores, reports, prices, clock);
        api = new ApiBeans(
                settings, contract, schedules, files, stores, publication, reports, prices, metrics, leadership, clock);
        MonitorBeans monitoring =
                MonitorBeans.of(settings, files, stores, publication, prices, runHealth, metrics, clock);

        monitor = monitoring.monitor();
        alertState = monitoring.alertState();
        servesFromCaches = () -> settings.cluster().isShared() && api.canServeFromCaches();
        healthChecks = new ArrayList<>(new ConditionChecks(monitor, servesFromCaches).all());
        if (settings.backup().possible()) {
            healthChecks.add(new DatabaseCheck(monitor));
        }
        if (settings.cluster().isShared()) {
            healthChecks.add(new LeadershipCheck(leadership));
        }
        metrics.resources().registerLeadership(leadership::isLeading, leadership::isInContact);
        serves = settings.cluster().role().serves();

        LeaderRoutes leaderRoutes = new LeaderRoutes();
        leaderWork = new LeaderWork(
                stores, publication.lock(), reports, prices, recovery, alertState, leaderRoutes, leadership);
        named.bind("leader", leaderRoutes);
        named.bind("leadership", leadership);
        named.bindAll(upstreamClients.byName());
        stores.bind(named);
        publication.bind(named);
        reports.bind(named);
        prices.bind(named);
        upkeep.bind(named);
        monitoring.bind(named);
        api.bind(named);
    }

    /**
     * Opens the stores and creates the beans.
     *
     * @param service whether it serves and runs on schedule; false for a single run
     * @param schedules available once the routes have started
     * @param display where progress is shown
     */
    static Beans open(
            StartUp startUp,
            Settings settings,
            Clock clock,
            boolean service,
            Schedules schedules,
            ProgressDisplay display) {
        MetricsBeans metrics = MetricsBeans.of(service);
        UpstreamClients upstreamClients = new UpstreamClients(settings, metrics.upstreams());
        DataFiles files = startUp.step("load the data files", () -> DataFiles.load(settings));
        HikariDataSource database = startUp.step("open the database", () -> StoreBeans.open(settings));
        StoreBeans stores = StoreBeans.of(database, settings, files.releases(), clock);
        Leadership leadership = leadership(settings, database);
        try {
            return open(
                    startUp,
                    settings,
                    clock,
                    service,
                    schedules,
                    display,
                    metrics,
                    upstreamClients,
                    files,
                    stores,
                    leadership);
        } catch (RuntimeException | Error e) {
            leadership.close();
            database.close();
            throw e;
        }
    }

    private static Beans open(
            StartUp startUp,
            Settings settings,
            Clock clock,
            boolean service,
            Schedules schedules,
            ProgressDisplay display,
            MetricsBeans metrics,
            UpstreamClients upstreamClients,
            DataFiles files,
            StoreBeans stores,
            Leadership leadership) {
        Recovery recovery = new Recovery(stores, files, settings, service);
        boolean leads =
                startUp.step("find out who leads", service ? leadership::tryToLead : () -> leadsInTheEnd(leadership));
        long number = leadership.number();
        if (leads) {
            startUp.step("remove leftovers", recovery::removeLeftovers); // before records of other builds are reset
            startUp.step("update records of other builds", recovery::updateRecords);
            startUp.step("end interrupted runs", recovery::endInterruptedRuns);
        } else if (!service) {
            throw cannotLead(settings, leadership);
        }
        Optional<Contract> contract =
                service ? Optional.of(startUp.step("load the API contract", Contract::shipped)) : Optional.empty();
        Beans beans = new Beans(
                settings,
                clock,
                metrics,
                upstreamClients,
                files,
                stores,
                leadership,
                recovery,
                contract,
                schedules,
                display);
        startUp.step("read the published data", beans::readPublished);
        if (service) {
            startUp.step("observe the state", beans.monitor::observe);
        }
        if (leads) {
            if (service) {
                startUp.step("read the state of alerts", beans.alertState::begin);
            }
            beans.leaderWork.recoveredAs(number);
        }
        return beans;
    }

    /** Waits until the lease of a process that has died has expired. */
    private static boolean leadsInTheEnd(Leadership leadership) {
        for (int second = 0; second < SECONDS_OF_A_LEASE; second++) {
            if (leadership.tryToLead()) {
                return true;
            }
            if (leadership.newerBuild().isPresent()) {
                return false;
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return leadership.tryToLead();
    }

    private static Leadership leadership(Settings settings, HikariDataSource database) {
        if (!settings.cluster().isShared()) {
            return new SoleInstance();
        }
        Leadership leadership = new LeasedLeadership(
                settings.sessionUrl(),
                settings.store().user(),
                settings.store().password(),
                settings.cluster().instance(),
                Build.version(),
                settings.cluster().role().mayLead());
        Database.guardWrites(database, leadership);
        Database.failUnless(database, leadership::isInContact);
        return leadership;
    }

    private static StartException cannotLead(Settings settings, Leadership leadership) {
        if (!settings.cluster().role().mayLead()) {
            return new StartException("cotinga.role is reader, expected all or writer for a single run");
        }
        Optional<String> newer = leadership.newerBuild();
        if (newer.isPresent()) {
            return new StartException("Cotinga cannot run once: found that build " + newer.get()
                    + " has led in the same database, expected this build, " + Build.version()
                    + ", or an older one; use the newer build");
        }
        String found = leadership
                .leader()
                .map(leader -> leader.instance() + ", which leads since " + leader.since())
                .orElse("a lease that cannot be read or taken (see the log)");
        return new StartException(
                "Cotinga cannot run once: found " + found
                        + ", in the same database, expected none; request a run from the leader (POST /api/v1/admin/runs), or stop it");
    }

    private void readPublished() {
        publication.snapshots().renew();
        api.begin(stores.changes().newest(), publication.snapshots().dataVersion());
    }

    /** Observes the state of the service. */
    Monitor monitor() {
        return monitor;
    }

    /** The health checks beside the one of the published data. */
    List<AbstractHealthCheck> healthChecks() {
        return healthChecks;
    }

    /** The beans by name. */
    Map<String, Object> byName() {
        return named.byName();
    }

    /** The ids of the operations in the contract; none in a single run. */
    Set<String> operations() {
        return api.operations();
    }

    /** The HTTP gateway; empty in a single run. */
    Optional<Gateway> gateway() {
        return api.gateway();
    }

    /** The meters, to which Camel adds its own. */
    MeterRegistry meters() {
        return metrics.registry();
    }

    /** Are notified of the requests to the API. */
    List<RequestListener> requestListeners() {
        return List.of(metrics.served(), accessLog);
    }

    /** Notifies a listener of all transactions. */
    void notifyOfTransactions(TransactionListener listener) {
        Database.notifyOfTransactions(stores.database(), listener);
    }

    /** Connects to the shared cache if there is one. */
    void connect(Vertx vertx) {
        api.sharedAnswers().ifPresent(shared -> shared.connect(vertx));
    }

    /** Why no data version can be read; empty if one can. */
    Optional<String> notReady() {
        if (stores.database().isClosed()) {
            return Optional.of("The database is closed.");
        }
        if (serves && publication.snapshots().dataVersion() == 0) {
            return Optional.of("No data version has been published yet; /api/v1/cot/status shows the run.");
        }
        return serves && !leadership.isInContact() && !servesFromCaches.getAsBoolean()
                ? Optional.of("The database does not answer, and no response is cached.")
                : Optional.empty();
    }

    /** Ends the active runs after their current steps, and other long work. */
    void stop() {
        leadership.standDown();
        notifications.ifPresent(NotificationListener::close);
        reports.runs().stop();
        prices.runs().stop();
        api.stop();
    }

    /** Whether a run is active. */
    boolean isRunning() {
        return reports.runs().isUnderWay() || prices.runs().isUnderWay();
    }

    /**
     * Begins to lead, now or when no other instance does, and to follow other instances. The routes have started.
     *
     * @param changed is called when another instance has changed something
     */
    void follow(Runnable changed) {
        leadership.follow(leaderWork);
        notifications.ifPresent(listener -> listener.start(changed));
    }

    /** Ends the active runs soon: their current steps are rolled back. */
    void interrupt() {
        reports.runs().interrupt(Interruption.SHUTDOWN);
        prices.runs().interrupt(Interruption.SHUTDOWN);
        upstreamClients.stop();
    }

    /** Closes the database. */
    @Override
    public void close() {
        metrics.close();
        api.sharedAnswers().ifPresent(RedisAnswers::close);
        upkeep.close();
        upstreamClients.close();
        leadership.close();
        stores.database().close();
    }
}
