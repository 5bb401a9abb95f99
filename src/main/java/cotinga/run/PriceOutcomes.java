package cotinga.run;

import cotinga.report.PriceOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one list of the outcomes of many requests, as they come. */
public final class PriceOutcomes {
    /** The list with another outcome, if there is one; there is no list before the first. */
    public List<PriceOutcome> add(@Nullable List<PriceOutcome> gathered, @Nullable PriceOutcome outcome) {
        List<PriceOutcome> outcomes = gathered == null ? new ArrayList<>() : gathered;
        if (outcome != null) {
            outcomes.add(outcome);
        }
        return outcomes;
    }
}
