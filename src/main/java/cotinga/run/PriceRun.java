package cotinga.run;

import cotinga.progress.Progress;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceRequest;
import cotinga.report.ReportVariant;
import cotinga.store.PriceChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One execution of the price schedule: what it asks for, and what became of it. */
public final class PriceRun extends ActiveRun {
    private final List<PriceRequest> requests;
    private final boolean forced;
    private final Progress progress;
    private final Set<String> newUnits = ConcurrentHashMap.newKeySet();
    private List<PriceChange> changes = List.of();

    PriceRun(long id, String cause, Instant startedAt, List<PriceRequest> requests, boolean forced, Progress progress) {
        super(id, cause, startedAt);
        this.requests = requests;
        this.forced = forced;
        this.progress = progress;
        progress.plan(requests.size());
    }

    /** One for each symbol that is to be asked for now. */
    public List<PriceRequest> requests() {
        return requests;
    }

    /** Whether everything is requested and published again, changed or not. */
    @Override
    public boolean isForced() {
        return forced;
    }

    /** No: reports that are withheld wait for a report run. */
    @Override
    public boolean isPublishingWithheld() {
        return false;
    }

    /** How far it is. */
    Progress.Figures progress() {
        return progress.figures();
    }

    /** None, so that what is withheld stays so. */
    @Override
    public Set<ReportVariant> seenVariants() {
        return Set.of();
    }

    @Override
    String label() {
        return "Price run " + id();
    }

    @Override
    void stop() {
        activity().stop();
    }

    void symbolDone(PriceOutcome outcome) {
        activity().noteProgress();
        progress.stepDone(outcome.symbol());
    }

    /** Whether it is the first time that the prices of a symbol are found to have another unit. */
    boolean isNewUnit(String symbol) {
        return newUnits.add(symbol);
    }

    @Override
    void ended() {
        progress.finished();
    }

    synchronized void stored(List<PriceChange> stored) {
        changes = List.copyOf(stored);
    }

    synchronized List<PriceChange> changes() {
        return changes;
    }
}
