package cotinga.run;

import cotinga.base.Interruption;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.store.prices.PriceChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One execution of the price schedule: its requests and their outcomes. */
public final class PriceRun extends ActiveRun {
    private final List<PriceRequest> requests;
    private final boolean forced;
    private final UpstreamHost host;
    private final Progress progress;
    private final Set<String> newUnits = ConcurrentHashMap.newKeySet();
    private List<PriceChange> changes = List.of();

    /** @param host the host of the price source; a run that ends early sends it no more requests */
    PriceRun(
            long id,
            String cause,
            Instant startedAt,
            List<PriceRequest> requests,
            boolean forced,
            UpstreamHost host,
            Progress progress) {
        super(id, cause, startedAt);
        this.requests = requests;
        this.forced = forced;
        this.host = host;
        this.progress = progress;
        progress.plan(requests.size());
    }

    /** One request for each symbol that is due. */
    public List<PriceRequest> requests() {
        return requests;
    }

    /** Whether everything is requested and published again, changed or not. */
    @Override
    public boolean isForced() {
        return forced;
    }

    /** False: only a report run publishes withheld reports. */
    @Override
    public boolean isPublishingWithheld() {
        return false;
    }

    @Override
    Progress.Figures progress() {
        return progress.figures();
    }

    /** None: a price run confirms no withheld report. */
    @Override
    public Set<ReportVariant> seenVariants() {
        return Set.of();
    }

    @Override
    String label() {
        return "Price run " + id();
    }

    @Override
    void stop(Interruption why) {
        activity().stop(why);
        host.giveUp(why.reason());
    }

    @Override
    public void abort(String reason) {
        super.abort(reason);
        host.giveUp("the run was aborted");
    }

    public void symbolDone(PriceOutcome outcome) {
        activity().noteProgress();
        progress.stepDone(outcome.symbol());
    }

    /** Whether the prices of a symbol have another unit, for the first time in this run. */
    public boolean isNewUnit(String symbol) {
        return newUnits.add(symbol);
    }

    @Override
    void ended() {
        progress.finished();
    }

    public synchronized void stored(List<PriceChange> stored) {
        changes = List.copyOf(stored);
    }

    synchronized List<PriceChange> changes() {
        return changes;
    }
}
