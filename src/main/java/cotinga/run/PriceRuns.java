package cotinga.run;

import cotinga.market.Tickers;
import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.PriceHistory;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceRequest;
import cotinga.report.PriceWarnings;
import cotinga.store.InterruptedRun;
import cotinga.store.PriceChange;
import cotinga.store.PriceStore;
import cotinga.store.Run;
import cotinga.store.RunCause;
import cotinga.store.RunCounts;
import cotinga.store.RunKind;
import cotinga.store.RunStatus;
import cotinga.store.RunStore;
import cotinga.store.StalePrices;
import cotinga.store.StepStatus;
import cotinga.upstream.Exchanges;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The price runs: one at a time, whoever asks for it, each with its record. */
public final class PriceRuns {
    private static final Logger LOG = LoggerFactory.getLogger(PriceRuns.class);

    /** Without a look for this long, prices count as old at start. */
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
    private final PublicationTurn publicationTurn;
    private final StandstillCheck<PriceRun> standstill;
    private final RunEnds<PriceRun> ends;
    private final Clock clock;
    private final RunTurn<PriceRun> turn = new RunTurn<>(RunKind.PRICES.key(), this::stop);

    /**
     * Price runs.
     *
     * @param interrupted the runs that wait to go on
     * @param source the name of the price source
     * @param history how far back prices are held
     * @param host the source's host
     * @param published the edition that readers are given now; its markets are those that get prices
     * @param onStart whether missing or old prices are fetched at start
     * @param exchanges the exchanges of price runs
     * @param maxIdle how long a run may stand still
     * @param publicationTurn taken when all prices are there, to store and publish them
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
            PublicationTurn publicationTurn,
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
        this.publicationTurn = publicationTurn;
        this.standstill = new StandstillCheck<>(exchanges, maxIdle);
        this.ends = new RunEnds<>(LOG, RunKind.PRICES, runs, turn, publicationTurn, health);
        this.clock = clock;
    }

    /** Whether the start of the application calls for a run: one was interrupted, or prices are missing or old. */
    public boolean isDueAtStart() {
        boolean fresh = runs.lastFinished(RunKind.PRICES)
                .filter(run -> run.status() != RunStatus.ERROR)
                .map(Run::startedAt)
                .filter(start -> start.isAfter(clock.instant().minus(OLD)))
                .isPresent();
        return onStart
                && !turn.isStopping()
                && (!interrupted.waiting(RunKind.PRICES).isEmpty()
                        || (!fresh && !symbols().isEmpty()));
    }

    /**
     * Begins a run, or lets one go on that was interrupted: symbols whose prices it has not stored are asked for again.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @throws RunInProgressException while another one is under way
     */
    public PriceRun begin(String cause) {
        return begin(RunCause.valueOf(cause.toUpperCase(Locale.ROOT)), false);
    }

    /**
     * Begins a run that somebody asks for.
     *
     * @param forced whether the whole history of every symbol is asked for and a publication is made, news or not
     * @throws RunInProgressException while another one is under way
     */
    public PriceRun beginOnRequest(boolean forced) {
        return begin(RunCause.MANUAL, forced);
    }

    /** How far the run is that is under way; empty without any. */
    public Optional<Progress.Figures> progress() {
        return turn.underWay().map(PriceRun::progress);
    }

    /** How far a run is; empty when it is not under way. */
    public Optional<Progress.Figures> progress(long runId) {
        return turn.underWay().filter(run -> run.id() == runId).map(PriceRun::progress);
    }

    /** Whether a run is under way. */
    public boolean isUnderWay() {
        return turn.isTaken();
    }

    /** Whether the run is not under way in this process, nor about to be. */
    public boolean isLeft(long runId) {
        return turn.isNotOf(run -> run.id() == runId);
    }

    private PriceRun begin(RunCause cause, boolean forced) {
        return turn.begin(() -> {
            Optional<InterruptedRun> before = interrupted.resume(
                    RunKind.PRICES,
                    run -> forced ? InterruptedRuns.Course.IS_REPLACED : InterruptedRuns.Course.GOES_ON);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            List<PriceRequest> requests = requests(before, isForced);
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> runs.begin(RunKind.PRICES, cause, RunStore.EVERYTHING, isForced));
            runs.planSteps(id, requests.stream().map(PriceRequest::symbol).toList());
            runs.planSteps(id, List.of(PublicationSteps.NAME));
            LOG.info(
                    "Price run {} {} ({}): {} symbols from {}",
                    id,
                    before.isEmpty() ? "begins" : "goes on",
                    cause.key(),
                    requests.size(),
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

    /** The turn of a symbol begins. */
    public void ask(PriceRun run, PriceRequest request) {
        run.requireUnderWay();
        runs.startStep(run.id(), request.symbol());
    }

    /** Whether the last days of a symbol have come in another unit than the stored ones, so that its whole history is needed. */
    public boolean isInAnotherUnit(PriceOutcome outcome) {
        return !outcome.request().whole()
                && prices.unitDifference(source, outcome).isPresent();
    }

    /** The request for all of a symbol's history, as the unit of its prices is another. */
    public PriceRequest wholeHistory(PriceRun run, PriceOutcome outcome) {
        prices.unitDifference(source, outcome)
                .ifPresent(difference -> reportNewUnit(run, outcome.symbol(), difference));
        return PriceRequest.forAll(outcome.symbol(), history, today());
    }

    /** Logged once for each symbol and run. */
    private static void reportNewUnit(PriceRun run, String symbol, String difference) {
        if (run.isNewUnit(symbol)) {
            LOG.warn(
                    "Prices of {}: {}; the whole history is requested again and replaces what is stored",
                    symbol,
                    difference);
        }
    }

    /** The source has said something of a symbol, or has failed to; its step is done when that is stored. */
    public PriceOutcome told(PriceRun run, PriceOutcome outcome) {
        run.requireUnderWay();
        for (String doubt : PriceWarnings.of(outcome.series().bars())) {
            LOG.warn("Prices of {}: {}; they are stored as the source published them", outcome.symbol(), doubt);
        }
        if (outcome.kind() == PriceOutcome.Kind.ANSWERED) {
            runs.noteStep(run.id(), outcome.symbol(), "answered; not stored yet");
        } else if (!run.isInterrupted()) {
            runs.endStep(run.id(), outcome.symbol(), status(outcome), RunCounts.NONE, outcome.reason());
        }
        run.told(outcome);
        return outcome;
    }

    /** The source has given no usable answer, however often it was asked. */
    public PriceOutcome failed(PriceRun run, PriceRequest request, Exception failure) {
        Failures.brokenBy(failure).ifPresent(reason -> {
            LOG.error("Price run {} is broken off at {}: {}", run.id(), request.symbol(), reason, failure);
            breakOff(run, reason);
        });
        return PriceOutcome.failed(request, Failures.reason(failure));
    }

    /**
     * Takes the turn to publish, and stores the outcomes, all or none. After a stop only answers are stored: the run resumes with all
     * other symbols.
     *
     * @param outcomes null when no symbol was asked for
     */
    public void store(PriceRun run, @Nullable List<PriceOutcome> outcomes) {
        run.activity().waitFor(() -> publicationTurn.take(run));
        if (!turn.isOf(run)) {
            publicationTurn.leave(run);
        }
        run.requireUnderWay();
        List<PriceOutcome> lasting = (outcomes == null ? List.<PriceOutcome>of() : outcomes)
                .stream()
                        .filter(outcome -> outcome.kind() == PriceOutcome.Kind.ANSWERED || !run.isInterrupted())
                        .toList();
        List<PriceChange> changes = prices.store(source, lasting, run::requireUnderWay);
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
                            ? change.barsRead() + " bars, " + change.written() + " of them new or changed"
                                    + (change.removed() == 0
                                            ? ""
                                            : "; " + change.removed() + " of another unit removed")
                            : outcome.reason());
        }
    }

    /** Ends a run that stands still. */
    public void endStandstill() {
        standstill.check(turn.underWay(), this::breakOff, this::fail);
    }

    private void breakOff(PriceRun run, String reason) {
        run.breakOff(reason);
        host.giveUp("a run that was broken off");
    }

    /** Lets a run that is under way end soon. */
    public void stop() {
        turn.stop();
    }

    private void stop(PriceRun run) {
        run.stop();
        host.giveUp("an application that was told to stop");
    }

    /**
     * Ends a run that went to its end.
     *
     * @param hasPublished whether it gave readers a new data version
     * @param flaw what went wrong with publishing; null when nothing did
     */
    public PriceSummary finish(PriceRun run, boolean hasPublished, @Nullable String flaw) {
        return end(
                run,
                hasPublished,
                run.activity().brokenBy().or(() -> Optional.ofNullable(flaw)).or(this::nothingToAskFor));
    }

    private Optional<String> nothingToAskFor() {
        return symbols().isEmpty()
                ? Optional.of(
                        "no symbol to ask for: found no published market that has one; a report run brings markets,"
                                + " cotinga.prices.tickers tells their symbols")
                : Optional.empty();
    }

    /** Ends a run that could not go on. */
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

    /** For the status: the source, its breaker, and the symbols whose prices are not up to date, each with the reason. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("source", source);
        state.put("breaker", host.state());
        state.put(
                "stale", prices.stale(symbols()).stream().map(PriceRuns::stale).toList());
        return state;
    }

    private static Map<String, Object> stale(StalePrices prices) {
        Map<String, Object> stale = new LinkedHashMap<>();
        stale.put("symbol", prices.symbol());
        stale.put("newest_bar", text(prices.newestBar()));
        stale.put("answered_at", text(prices.answeredAt()));
        stale.put("reason", prices.reason());
        return stale;
    }

    private static @Nullable String text(@Nullable Object moment) {
        return moment == null ? null : moment.toString();
    }

    /** The whole history of every symbol. */
    private List<PriceRequest> everything() {
        LocalDate today = today();
        return symbols().stream()
                .map(symbol -> PriceRequest.forAll(symbol, history, today))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The distinct symbols of the markets that are published, in order. */
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
