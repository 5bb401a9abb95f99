package cotinga.run;

import cotinga.base.Counted;
import cotinga.base.Interruption;
import cotinga.base.LogContext;
import cotinga.price.PriceRequest;
import cotinga.progress.Progress;
import cotinga.publication.PublicationSteps;
import cotinga.snapshot.Snapshots;
import cotinga.store.runs.InterruptedRun;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.upstream.Exchanges;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The price runs: one at a time, each with a record. */
public final class PriceRuns {
    private static final Logger LOG = LoggerFactory.getLogger(PriceRuns.class);

    /** Prices are old at start if no run has succeeded for this long. */
    private static final Duration OLD = Duration.ofHours(20);

    private final RunSupport support;
    private final RunStore runs;
    private final RunLife<PriceRun> life;
    private final PricePlan plan;
    private final UpstreamHost host;
    private final Snapshots published;
    private final boolean onStart;
    private final Clock clock;

    /**
     * Creates the price runs.
     *
     * @param exchanges the HTTP exchanges of price runs
     * @param host the host of the price source
     * @param published the published snapshot
     * @param onStart whether missing or old prices are fetched at start
     */
    public PriceRuns(
            RunSupport support,
            Exchanges exchanges,
            PricePlan plan,
            UpstreamHost host,
            Snapshots published,
            boolean onStart,
            Clock clock) {
        this.support = support;
        this.runs = support.records();
        this.life = new RunLife<>(LOG, RunKind.PRICES, support, exchanges);
        this.plan = plan;
        this.host = host;
        this.published = published;
        this.onStart = onStart;
        this.clock = clock;
    }

    /** Whether a run is due at start: one was interrupted, or prices are missing or old. */
    public boolean isDueAtStart() {
        boolean fresh = runs.lastFinished(RunKind.PRICES)
                .filter(run -> run.status() != RunStatus.ERROR)
                .map(Run::startedAt)
                .filter(start -> start.isAfter(clock.instant().minus(OLD)))
                .isPresent();
        return onStart && !life.isStopping() && (!life.interrupted().isEmpty() || (!fresh && !plan.isEmpty()));
    }

    /**
     * Begins a run, or resumes an interrupted one with the symbols whose prices it has not stored.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @throws RunInProgressException if another run is active
     */
    public PriceRun begin(String cause) {
        return begin(RunCause.valueOf(cause.toUpperCase(Locale.ROOT)), false);
    }

    /**
     * Begins a run on request.
     *
     * @param forced whether the full history of every symbol is requested, and everything is published again
     * @throws RunInProgressException if another run is active
     */
    public PriceRun beginOnRequest(boolean forced) {
        return begin(RunCause.MANUAL, forced);
    }

    /** The progress of the active run; empty if there is none. */
    public Optional<Progress.Figures> progress() {
        return life.progress();
    }

    /** The progress of a run; empty if it is not active. */
    public Optional<Progress.Figures> progress(long runId) {
        return life.progress(runId);
    }

    /** Whether a run is active. */
    public boolean isUnderWay() {
        return life.isUnderWay();
    }

    /** Whether the run is neither active in this process nor about to begin. */
    public boolean isInactive(long runId) {
        return life.isInactive(runId);
    }

    private PriceRun begin(RunCause cause, boolean forced) {
        return life.begin(() -> {
            Optional<InterruptedRun> before = life.resume(forced, run -> InterruptedRuns.Course.RESUMES);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            List<PriceRequest> requests = plan.requests(
                    isForced,
                    before.map(run -> run.doneAfter(clock.instant().minus(OLD))).orElse(Set.of()));
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> runs.begin(RunKind.PRICES, cause, RunStore.EVERYTHING, isForced));
            runs.planSteps(id, requests.stream().map(PriceRequest::symbol).toList());
            runs.planSteps(id, List.of(PublicationSteps.NAME));
            LogContext.ofRun(
                    id,
                    () -> LOG.info(
                            "Price run {} {} ({}): {} from {}",
                            id,
                            before.isEmpty() ? "begins" : "resumes",
                            cause.key(),
                            Counted.of(requests.size(), "symbol"),
                            plan.source()));
            host.beginRun();
            return new PriceRun(
                    id,
                    cause.key(),
                    clock.instant(),
                    requests,
                    isForced,
                    host,
                    new Progress("prices", support.display(), clock));
        });
    }

    /** Waits for the publication lock, which the run then holds until it ends. Called when all prices have been received. */
    public void awaitPublicationLock(PriceRun run) {
        life.awaitPublicationLock(run);
    }

    /** Ends a run that makes no progress. */
    public void endStalledRun() {
        life.endStalledRun(this::fail);
    }

    /** Ends the active run after the current requests; it resumes at the next start. */
    public void stop() {
        life.stop();
    }

    /** Ends the active run soon: what it stores now is rolled back. */
    public void interrupt(Interruption why) {
        life.interrupt(why);
    }

    /**
     * Ends a completed run.
     *
     * @param hasPublished whether it published a new data version
     * @param flaw why the publication is incomplete; null if it is complete
     */
    public PriceSummary finish(PriceRun run, boolean hasPublished, @Nullable String flaw) {
        return end(
                run,
                hasPublished,
                run.activity().abortReason().or(() -> Optional.ofNullable(flaw)).or(this::nothingToRequest));
    }

    private Optional<String> nothingToRequest() {
        return plan.isEmpty()
                ? Optional.of(
                        "found no published market with a price symbol, expected at least one. Start a report run, or check"
                                + " cotinga.prices.tickers, which maps markets to symbols")
                : Optional.empty();
    }

    /** Ends a run that could not continue. */
    public PriceSummary fail(PriceRun run, Exception failure) {
        return end(run, false, Optional.of(life.reason(run, failure)));
    }

    private PriceSummary end(PriceRun run, boolean hasPublished, Optional<String> failure) {
        return life.end(
                run,
                hasPublished,
                () -> new PriceSummary(
                        run.id(),
                        Duration.between(run.startedAt(), clock.instant()),
                        run.changes(),
                        published.get().dataVersion(),
                        hasPublished,
                        failure),
                summary -> {
                    summary.flaws().forEach(LOG::warn);
                    LOG.info(summary.figures());
                    support.listener().ended(summary);
                });
    }

    /** The source, its circuit breaker, and the symbols whose prices are not up to date. */
    public PriceState state() {
        return new PriceState(plan.source(), host.state(), plan.stale());
    }
}
