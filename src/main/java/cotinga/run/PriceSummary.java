package cotinga.run;

import cotinga.report.PriceOutcome;
import cotinga.store.PriceChange;
import cotinga.store.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a price run ended.
 *
 * @param changes what became of each symbol that was asked for
 * @param dataVersion the published data version after the run
 * @param published whether the run made that version
 * @param failure what kept the run from going on to its end
 */
public record PriceSummary(
        long id,
        Duration took,
        List<PriceChange> changes,
        long dataVersion,
        boolean published,
        Optional<String> failure)
        implements Summary {

    /** Success when every symbol was answered; error when the run could not go on. */
    @Override
    public RunStatus status() {
        if (failure.isPresent()) {
            return RunStatus.ERROR;
        }
        return flaws().isEmpty() ? RunStatus.SUCCESS : RunStatus.PARTIAL;
    }

    /** What is missing or failed, a line each. */
    @Override
    public List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        failure.ifPresent(flaws::add);
        for (PriceChange change : changes) {
            if (change.outcome().kind() != PriceOutcome.Kind.ANSWERED) {
                flaws.add("prices of " + change.outcome().symbol() + ": "
                        + change.outcome().reason());
            }
        }
        return flaws;
    }

    @Override
    public String figures() {
        return String.format(
                Locale.ROOT,
                "prices: %s in %.1f s; %d symbols answered, %d unknown, %d failed; %,d bars new, %,d changed; %s %d",
                status().key(),
                took.toMillis() / 1000.0,
                count(PriceOutcome.Kind.ANSWERED),
                count(PriceOutcome.Kind.UNKNOWN),
                count(PriceOutcome.Kind.FAILED),
                changes.stream().mapToInt(PriceChange::inserted).sum(),
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
