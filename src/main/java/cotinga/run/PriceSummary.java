package cotinga.run;

import cotinga.base.Counted;
import cotinga.price.PriceOutcome;
import cotinga.store.prices.PriceChange;
import cotinga.store.runs.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The summary of a price run.
 *
 * @param changes the outcome of each requested symbol
 * @param dataVersion the published data version after the run
 * @param published whether the run published that version
 * @param failure why the run could not be completed
 */
public record PriceSummary(
        long id,
        Duration took,
        List<PriceChange> changes,
        long dataVersion,
        boolean published,
        Optional<String> failure)
        implements Summary {

    /** Success if all prices were received; error if the run could not be completed. */
    @Override
    public RunStatus status() {
        if (failure.isPresent()) {
            return RunStatus.ERROR;
        }
        return flaws().isEmpty() ? RunStatus.SUCCESS : RunStatus.PARTIAL;
    }

    /** What is missing or failed, one line each. */
    @Override
    public List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        failure.ifPresent(flaws::add);
        if (!changes.isEmpty() && changes.stream().allMatch(PriceSummary::isEmptyAnswer)) {
            flaws.add("found no price in the responses for " + Counted.of(changes.size(), "symbol")
                    + ", expected those of the last days at least; check cotinga.prices.source");
        }
        for (PriceChange change : changes) {
            if (change.outcome().kind() != PriceOutcome.Kind.ANSWERED) {
                flaws.add("prices of " + change.outcome().symbol() + ": "
                        + change.outcome().reason());
            }
        }
        return flaws;
    }

    private static boolean isEmptyAnswer(PriceChange change) {
        return change.outcome().kind() == PriceOutcome.Kind.ANSWERED && change.barsRead() == 0;
    }

    @Override
    public String figures() {
        return String.format(
                Locale.ROOT,
                "prices: %s in %.1f s; %s received, %d unknown, %d failed; %s new, %,d changed; %s %d",
                status().key(),
                took.toMillis() / 1000.0,
                Counted.of(count(PriceOutcome.Kind.ANSWERED), "symbol"),
                count(PriceOutcome.Kind.UNKNOWN),
                count(PriceOutcome.Kind.FAILED),
                Counted.of(changes.stream().mapToInt(PriceChange::inserted).sum(), "bar"),
                changes.stream().mapToInt(PriceChange::changed).sum(),
                published ? "published data version" : "data version stays",
                dataVersion);
    }

    private long count(PriceOutcome.Kind kind) {
        return changes.stream()
                .filter(change -> change.outcome().kind() == kind)
                .count();
    }
}
