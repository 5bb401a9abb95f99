package cotinga.intake;

import cotinga.price.PriceOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the outcomes of many requests in one list. */
public final class PriceOutcomes {
    /** Adds an outcome to the list, which is null before the first outcome. */
    public List<PriceOutcome> add(@Nullable List<PriceOutcome> gathered, PriceOutcome outcome) {
        List<PriceOutcome> outcomes = gathered == null ? new ArrayList<>() : gathered;
        outcomes.add(outcome);
        return outcomes;
    }
}
