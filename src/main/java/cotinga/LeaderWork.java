package cotinga;

import cotinga.alert.AlertState;
import cotinga.base.Interruption;
import cotinga.cluster.Leadership;
import cotinga.store.sql.Database;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an instance does when it begins or ceases to lead. */
final class LeaderWork implements Leadership.Work {
    private static final Duration POLL = Duration.ofMillis(50);

    private final StoreBeans stores;
    private final ReportBeans reports;
    private final PriceBeans prices;
    private final Runnable recovery;
    private final AlertState alerts;
    private final LeaderRoutes routes;
    private final AtomicBoolean isRecovered;

    /**
     * The work of this instance.
     *
     * @param recovery deals with what earlier leaders have left
     * @param alerts what was reported to operators
     * @param isRecovered whether that was done while the application was opened
     */
    LeaderWork(
            StoreBeans stores,
            ReportBeans reports,
            PriceBeans prices,
            Runnable recovery,
            AlertState alerts,
            LeaderRoutes routes,
            boolean isRecovered) {
        this.stores = stores;
        this.reports = reports;
        this.prices = prices;
        this.recovery = recovery;
        this.alerts = alerts;
        this.routes = routes;
        this.isRecovered = new AtomicBoolean(isRecovered);
    }

    @Override
    public void begin() {
        if (!isRecovered.getAndSet(false)) {
            recovery.run();
            alerts.begin();
        }
        routes.startRoutes();
    }

    @Override
    public void end() {
        reports.runs().interrupt(Interruption.LEADERSHIP_LOST);
        prices.runs().interrupt(Interruption.LEADERSHIP_LOST);
        Database.abortTransactions(stores.database());
        while (reports.runs().isUnderWay() || prices.runs().isUnderWay()) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        routes.stopRoutes();
    }
}
