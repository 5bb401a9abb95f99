package cotinga.intake;

import cotinga.base.Counted;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.price.PriceWarnings;
import cotinga.run.Failures;
import cotinga.run.PricePlan;
import cotinga.run.PriceRun;
import cotinga.store.prices.PriceChange;
import cotinga.store.prices.PriceStore;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The symbols of a price run: their requests, their outcomes, and their received prices, which are stored. */
public final class PriceIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PriceIntake.class);

    private final RunStore runs;
    private final PriceStore prices;
    private final PricePlan plan;

    public PriceIntake(RunStore runs, PriceStore prices, PricePlan plan) {
        this.runs = runs;
        this.prices = prices;
        this.plan = plan;
    }

    /** Records that the request for a symbol begins. */
    public void beginSymbol(PriceRun run, PriceRequest request) {
        run.requireNotEnded();
        runs.startStep(run.id(), request.symbol());
    }

    /** Whether the received prices of a symbol have another unit than the stored ones, so that its full history is needed. */
    public boolean hasOtherUnit(PriceOutcome outcome) {
        return !outcome.request().whole()
                && prices.unitDifference(plan.source(), outcome).isPresent();
    }

    /** A request for the full history of a symbol whose prices have another unit. */
    public PriceRequest wholeHistory(PriceRun run, PriceOutcome outcome) {
        prices.unitDifference(plan.source(), outcome)
                .ifPresent(difference -> reportNewUnit(run, outcome.symbol(), difference));
        return plan.wholeHistory(outcome.symbol());
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
            run.abort(reason);
        });
        return PriceOutcome.failed(request, Failures.reason(failure));
    }

    /** The outcome of a symbol that is not requested because the run ends early. */
    public PriceOutcome skipped(PriceRun run, PriceRequest request) {
        return PriceOutcome.failed(
                request, "not requested, " + run.activity().earlyEnd().orElseThrow());
    }

    /**
     * Stores all outcomes or none. During a shutdown only received prices are stored; the run resumes with the other symbols.
     *
     * @param outcomes null if no symbol was requested
     */
    public void store(PriceRun run, @Nullable List<PriceOutcome> outcomes) {
        run.requireNotEnded();
        List<PriceOutcome> lasting = (outcomes == null ? List.<PriceOutcome>of() : outcomes)
                .stream()
                        .filter(outcome -> outcome.kind() == PriceOutcome.Kind.ANSWERED || !run.isInterrupted())
                        .toList();
        List<PriceChange> changes = prices.store(plan.source(), lasting, run::requireNotEnded);
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

    private static StepStatus status(PriceOutcome outcome) {
        return switch (outcome.kind()) {
            case ANSWERED -> StepStatus.DONE;
            case UNKNOWN, FAILED -> StepStatus.FAILED;
        };
    }
}
