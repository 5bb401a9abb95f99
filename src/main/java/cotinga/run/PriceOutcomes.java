package cotinga.run;

import cotinga.report.PriceOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the outcomes of many requests in one list. */
public final class PriceOutcomes {
    /** Adds an outcome to the list. The list is null before the first outcome; the outcome is null if no request was sent. */
    public List<PriceOutcome> add(@Nullable List<PriceOutcome> gathered, @Nullable PriceOutcome outcome) {
        List<PriceOutcome> outcomes = gathered == null ? new ArrayList<>() : gathered;
        if (outcome != null) {
            outcomes.add(outcome);
        }
        return outcomes;
    }
}
