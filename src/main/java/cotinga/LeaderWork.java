package cotinga;

import cotinga.alert.AlertState;
import cotinga.base.Interruption;
import cotinga.cluster.Leadership;
import cotinga.publication.PublicationLock;
import cotinga.store.sql.Database;
import java.time.Duration;

/** What an instance does when it begins or stops to lead. */
final class LeaderWork implements Leadership.Work {
    private static final Duration POLL = Duration.ofMillis(50);

    private final StoreBeans stores;
    private final PublicationLock lock;
    private final ReportBeans reports;
    private final PriceBeans prices;
    private final Recovery recovery;
    private final AlertState alerts;
    private final LeaderRoutes routes;
    private final Leadership leadership;

    /** The fencing number with which this instance led when it last dealt with what others had left; -1 if it never did. */
    private long recoveredAs = -1;

    LeaderWork(
            StoreBeans stores,
            PublicationLock lock,
            ReportBeans reports,
            PriceBeans prices,
            Recovery recovery,
            AlertState alerts,
            LeaderRoutes routes,
            Leadership leadership) {
        this.stores = stores;
        this.lock = lock;
        this.reports = reports;
        this.prices = prices;
        this.recovery = recovery;
        this.alerts = alerts;
        this.routes = routes;
        this.leadership = leadership;
    }

    /** The steps of {@link Recovery} were done when the application was opened, as the leader with this fencing number. */
    void recoveredAs(long number) {
        recoveredAs = number;
    }

    @Override
    public void prepare() {
        long number = leadership.number();
        if (recoveredAs != number) {
            alerts.begin();
            lock.acquire(this); // files that this instance exports are not leftovers
            try {
                recovery.all();
            } finally {
                lock.release(this);
            }
            recoveredAs = number;
        }
    }

    @Override
    public void begin() {
        routes.startRoutes();
    }

    @Override
    public void abort() {
        interruptRuns();
        Database.abortConnections(stores.database());
    }

    @Override
    public void end() {
        abort();
        while (reports.runs().isUnderWay() || prices.runs().isUnderWay()) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            interruptRuns(); // also one that has just begun
        }
        routes.stopRoutes();
    }

    private void interruptRuns() {
        reports.runs().interrupt(Interruption.LEADERSHIP_LOST);
        prices.runs().interrupt(Interruption.LEADERSHIP_LOST);
    }
}
