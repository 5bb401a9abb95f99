package cotinga;

import cotinga.alert.AlertState;
import cotinga.alert.Alerts;
import cotinga.alert.Deliveries;
import cotinga.alert.Outbox;
import cotinga.alert.WatchlistMessages;
import cotinga.base.DiskReserve;
import cotinga.metrics.StateMetrics;
import cotinga.metrics.UpstreamMetrics;
import cotinga.monitor.Conditions;
import cotinga.monitor.Monitor;
import cotinga.monitor.ResourceGuard;
import cotinga.monitor.Storage;
import cotinga.run.RunHealth;
import cotinga.run.UpstreamHost;
import cotinga.settings.Settings;
import cotinga.store.alerts.AlertStateStore;
import cotinga.store.runs.RunKind;
import cotinga.store.sql.Database;
import cotinga.store.weeks.QuarantineStore;
import cotinga.upkeep.HeapSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The observation of the service's state, the metrics that show it, and the alerts about it. */
record MonitorBeans(
        Monitor monitor,
        Storage storage,
        ResourceGuard guard,
        Alerts alerts,
        AlertState alertState,
        WatchlistMessages watchlistMessages,
        Outbox outbox) {

    static MonitorBeans of(
            Settings settings,
            DataFiles files,
            StoreBeans stores,
            PublicationBeans publication,
            PriceBeans prices,
            RunHealth health,
            MetricsBeans metrics,
            Clock clock) {
        Map<String, UpstreamHost> hosts =
                Map.of(UpstreamMetrics.host(settings.prices().baseUrl()), prices.chartHost());
        Map<String, Path> directories = directories(settings);
        Storage storage = new Storage(
                directories,
                DiskReserve::free,
                settings.retention().reserve(),
                settings.backup().active() ? Optional.of(stores.backups()) : Optional.empty());
        ResourceGuard guard = new ResourceGuard(
                HeapSpace::usedAfterCollection,
                HeapSpace::collect,
                settings.directories().keySet(),
                settings.background().limits());
        Monitor monitor = new Monitor(
                new Monitor.Sources(
                        publication.snapshots(),
                        settings.cftc().variants(),
                        files.releases(),
                        stores.publications(),
                        stores.prices(),
                        stores.runs(),
                        health,
                        new QuarantineStore(stores.database()),
                        hosts,
                        storage,
                        guard),
                new Conditions(settings.alerts().thresholds(), settings.prices().enabled()),
                clock);
        Set<RunKind> kinds = settings.prices().enabled() ? EnumSet.allOf(RunKind.class) : EnumSet.of(RunKind.REPORTS);
        new StateMetrics(metrics.registry(), monitor, clock)
                .register(settings.cftc().variants(), kinds, hosts.keySet(), directories.keySet());
        metrics.resources().registerPool(() -> Database.connections(stores.database()));
        metrics.resources().registerBackgroundWork(guard::isShort, HeapSpace::usedAfterCollection);
        Outbox outbox = new Outbox(
                settings.alerts().endpoints(),
                new Deliveries(settings.alerts().key(), Clock.systemUTC()),
                settings.alerts().longestDelivery(),
                clock);
        metrics.resources().registerAlerts(outbox);
        Alerts alerts = new Alerts(outbox, settings.alerts().thresholds().firstLoad(), clock);
        return new MonitorBeans(
                monitor,
                storage,
                guard,
                alerts,
                new AlertState(new AlertStateStore(stores.database()), alerts),
                new WatchlistMessages(settings.watchlists().isSent(), clock),
                outbox);
    }

    private static Map<String, Path> directories(Settings settings) {
        Map<String, Path> directories = new TreeMap<>(settings.directories());
        if (settings.backup().active()) {
            directories.put("backup", settings.backup().directory());
        }
        return directories;
    }

    void bind(NamedBeans beans) {
        beans.bind("monitor", monitor);
        beans.bind("storage", storage);
        beans.bind("resourceGuard", guard);
        beans.bind("alerts", alerts);
        beans.bind("alertState", alertState);
        beans.bind("watchlistMessages", watchlistMessages);
        beans.bind("alertOutbox", outbox);
    }
}
