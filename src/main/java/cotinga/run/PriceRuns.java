package cotinga.run;

import cotinga.market.Tickers;
import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.Counted;
import cotinga.report.PriceHistory;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceRequest;
import cotinga.report.PriceWarnings;
import cotinga.report.ShutdownException;
import cotinga.store.InterruptedRun;
import cotinga.store.PriceChange;
import cotinga.store.PriceStore;
import cotinga.store.Run;
import cotinga.store.RunCause;
import cotinga.store.RunCounts;
import cotinga.store.RunKind;
import cotinga.store.RunStatus;
import cotinga.store.RunStore;
import cotinga.store.StepStatus;
import cotinga.upstream.Exchanges;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The price runs: one at a time, each with a record. */
public final class PriceRuns {
    private static final Logger LOG = LoggerFactory.getLogger(PriceRuns.class);

    /** Prices are old at start if no run has succeeded for this long. */
    private static final Duration OLD = Duration.ofHours(20);

    private final RunStore runs;
    private final InterruptedRuns interrupted;
    private final PriceStore prices;
    private final Tickers tickers;
    private final String source;
    private final PriceHistory history;
    private final UpstreamHost host;
    private final ProgressDisplay display;
    private final Supplier<Edition> published;
    private final boolean onStart;
    private final PublicationLock publicationLock;
    private final StalledRunCheck<PriceRun> stalledRun;
    private final RunEnds<PriceRun> ends;
    private final Clock clock;
    private final RunLock<PriceRun> lock = new RunLock<>(RunKind.PRICES.key(), this::stop);

    /**
     * Creates the price runs.
     *
     * @param interrupted the interrupted runs
     * @param source the name of the price source
     * @param history how far back prices are stored
     * @param host the host of the source
     * @param published the published snapshot; prices are requested for its markets
     * @param onStart whether missing or old prices are fetched at start
     * @param exchanges the HTTP exchanges of price runs
     * @param maxIdle how long a run may make no progress
     * @param publicationLock held from the end of the requests to the end of the run
     */
    public PriceRuns(
            RunStore runs,
            InterruptedRuns interrupted,
            PriceStore prices,
            Tickers tickers,
            String source,
            PriceHistory history,
            UpstreamHost host,
            ProgressDisplay display,
            Supplier<Edition> published,
            boolean onStart,
            PublicationLock publicationLock,
            Exchanges exchanges,
            Duration maxIdle,
            RunHealth health,
            Clock clock) {
        this.runs = runs;
        this.interrupted = interrupted;
        this.prices = prices;
        this.tickers = tickers;
        this.source = source;
        this.history = history;
        this.host = host;
        this.display = display;
        this.published = published;
        this.onStart = onStart;
        this.publicationLock = publicationLock;
        this.stalledRun = new StalledRunCheck<>(exchanges, maxIdle);
        this.ends = new RunEnds<>(LOG, RunKind.PRICES, runs, lock, publicationLock, health);
        this.clock = clock;
    }

    /** Whether a run is due at start: one was interrupted, or prices are missing or old. */
    public boolean isDueAtStart() {
        boolean fresh = runs.lastFinished(RunKind.PRICES)
                .filter(run -> run.status() != RunStatus.ERROR)
                .map(Run::startedAt)
                .filter(start -> start.isAfter(clock.instant().minus(OLD)))
                .isPresent();
        return onStart
                && !lock.isStopping()
                && (!interrupted.resumable(RunKind.PRICES).isEmpty()
                        || (!fresh && !symbols().isEmpty()));
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
        return lock.underWay().map(PriceRun::progress);
    }

    /** The progress of a run; empty if it is not active. */
    public Optional<Progress.Figures> progress(long runId) {
        return lock.underWay().filter(run -> run.id() == runId).map(PriceRun::progress);
    }

    /** Whether a run is active. */
    public boolean isUnderWay() {
        return lock.isHeld();
    }

    /** Whether the run is neither active in this process nor about to begin. */
    public boolean isInactive(long runId) {
        return lock.isNotHeldBy(run -> run.id() == runId);
    }

    private PriceRun begin(RunCause cause, boolean forced) {
        return lock.begin(() -> {
            Optional<InterruptedRun> before = interrupted.resume(
                    RunKind.PRICES,
                    run -> forced ? InterruptedRuns.Course.IS_REPLACED : InterruptedRuns.Course.RESUMES);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            List<PriceRequest> requests = requests(before, isForced);
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> runs.begin(RunKind.PRICES, cause, RunStore.EVERYTHING, isForced));
            runs.planSteps(id, requests.stream().map(PriceRequest::symbol).toList());
            runs.planSteps(id, List.of(PublicationSteps.NAME));
            LOG.info(
                    "Price run {} {} ({}): {} from {}",
                    id,
                    before.isEmpty() ? "begins" : "resumes",
                    cause.key(),
                    Counted.of(requests.size(), "symbol"),
                    source);
            host.beginRun();
            return new PriceRun(
                    id, cause.key(), clock.instant(), requests, isForced, new Progress("prices", display, clock));
        });
    }

    private List<PriceRequest> requests(Optional<InterruptedRun> before, boolean isForced) {
        Set<String> stored =
                before.map(run -> run.doneAfter(clock.instant().minus(OLD))).orElse(Set.of());
        List<PriceRequest> all = isForced ? everything() : prices.plan(symbols(), source, history);
        return all.stream()
                .filter(request -> !stored.contains(request.symbol()))
                .toList();
    }

    /** Records that the request for a symbol begins. */
    public void beginSymbol(PriceRun run, PriceRequest request) {
        run.requireNotEnded();
        runs.startStep(run.id(), request.symbol());
    }

    /** Whether the received prices of a symbol have another unit than the stored ones, so that its full history is needed. */
    public boolean hasOtherUnit(PriceOutcome outcome) {
        return !outcome.request().whole()
                && prices.unitDifference(source, outcome).isPresent();
    }

    /** A request for the full history of a symbol whose prices have another unit. */
    public PriceRequest wholeHistory(PriceRun run, PriceOutcome outcome) {
        prices.unitDifference(source, outcome)
                .ifPresent(difference -> reportNewUnit(run, outcome.symbol(), difference));
        return PriceRequest.forAll(outcome.symbol(), history, today());
    }

    /** Logs a new unit once for each symbol and run. */
    private static void reportNewUnit(PriceRun run, String symbol, String difference) {
        if (run.isNewUnit(symbol)) {
            LOG.warn(
                    "Prices of {}: {}; the full history is requested and replaces the stored prices",
                    symbol,
                    difference);
        }
    }

    /** Records the outcome of a symbol. The step of received prices ends when they are stored. */
    public PriceOutcome endSymbol(PriceRun run, PriceOutcome outcome) {
        run.requireNotEnded();
        for (String doubt : PriceWarnings.of(outcome.series().bars())) {
            LOG.warn("Prices of {}: {}; they are stored as published by the source", outcome.symbol(), doubt);
        }
        if (outcome.kind() == PriceOutcome.Kind.ANSWERED) {
            runs.noteStep(run.id(), outcome.symbol(), "received, not stored yet");
        } else if (!run.isInterrupted()) {
            runs.endStep(run.id(), outcome.symbol(), status(outcome), RunCounts.NONE, outcome.reason());
        }
        run.symbolDone(outcome);
        return outcome;
    }

    /** The outcome of a symbol for which all attempts failed. */
    public PriceOutcome failed(PriceRun run, PriceRequest request, Exception failure) {
        Failures.abortReason(failure).ifPresent(reason -> {
            LOG.error("Price run {} is aborted at {}: {}", run.id(), request.symbol(), reason, failure);
            abort(run, reason);
        });
        return PriceOutcome.failed(request, Failures.reason(failure));
    }

    /** The outcome of a symbol that is not requested because the run ends early. */
    public PriceOutcome skipped(PriceRun run, PriceRequest request) {
        return PriceOutcome.failed(
                request, "not requested, " + run.activity().abortReason().orElse(ShutdownException.REASON));
    }

    /**
     * Waits for the publication lock, then stores all outcomes or none. During a shutdown only received prices are stored; the run resumes
     * with the other symbols.
     *
     * @param outcomes null if no symbol was requested
     */
    public void store(PriceRun run, @Nullable List<PriceOutcome> outcomes) {
        run.activity().waitFor(() -> publicationLock.acquire(run));
        if (!lock.isHeldBy(run)) {
            publicationLock.release(run);
        }
        run.requireNotEnded();
        List<PriceOutcome> lasting = (outcomes == null ? List.<PriceOutcome>of() : outcomes)
                .stream()
                        .filter(outcome -> outcome.kind() == PriceOutcome.Kind.ANSWERED || !run.isInterrupted())
                        .toList();
        List<PriceChange> changes = prices.store(source, lasting, run::requireNotEnded);
        run.stored(changes);
        for (PriceChange change : changes) {
            PriceOutcome outcome = change.outcome();
            change.newUnit().ifPresent(difference -> reportNewUnit(run, outcome.symbol(), difference));
            runs.endStep(
                    run.id(),
                    outcome.symbol(),
                    status(outcome),
                    RunCounts.NONE,
                    outcome.reason() == null
                            ? Counted.of(change.barsRead(), "bar") + ", " + change.written() + " of them new or changed"
                                    + (change.removed() == 0
                                            ? ""
                                            : "; " + change.removed() + " of another unit removed")
                            : outcome.reason());
        }
    }

    /** Ends a run that makes no progress. */
    public void endStalledRun() {
        stalledRun.check(lock.underWay(), this::abort, this::fail);
    }

    private void abort(PriceRun run, String reason) {
        run.abort(reason);
        host.giveUp("the run was aborted");
    }

    /** Ends the active run soon; it resumes at the next start. */
    public void stop() {
        lock.stop();
    }

    private void stop(PriceRun run) {
        run.stop();
        host.giveUp(ShutdownException.REASON);
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
        return symbols().isEmpty()
                ? Optional.of(
                        "found no published market with a price symbol, expected at least one. Start a report run, or check"
                                + " cotinga.prices.tickers, which maps markets to symbols")
                : Optional.empty();
    }

    /** Ends a run that could not continue. */
    public PriceSummary fail(PriceRun run, Exception failure) {
        return end(run, false, Optional.of(ends.reason(run, failure)));
    }

    private PriceSummary end(PriceRun run, boolean hasPublished, Optional<String> failure) {
        return ends.end(
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
                });
    }

    /** The source, its circuit breaker, and the symbols whose prices are not up to date. */
    public PriceState state() {
        return new PriceState(source, host.state(), prices.stale(symbols()));
    }

    /** Requests for the full history of every symbol. */
    private List<PriceRequest> everything() {
        LocalDate today = today();
        return symbols().stream()
                .map(symbol -> PriceRequest.forAll(symbol, history, today))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The distinct symbols of the published markets, in order. */
    private List<String> symbols() {
        return List.copyOf(tickers.symbolsOf(published.get().codes()));
    }

    private static StepStatus status(PriceOutcome outcome) {
        return switch (outcome.kind()) {
            case ANSWERED -> StepStatus.DONE;
            case UNKNOWN, FAILED -> StepStatus.FAILED;
        };
    }
}
