package cotinga.store;

import cotinga.report.PriceOutcome;
import java.util.Optional;

/**
 * What the storing of one outcome did.
 *
 * @param outcome what was to be stored
 * @param inserted bars that were not stored before
 * @param changed bars whose stored prices were others
 * @param removed bars of another unit that the outcome does not have
 * @param newUnit how the unit differs from that of the bars that were replaced; empty when it does not
 */
public record PriceChange(PriceOutcome outcome, int inserted, int changed, int removed, Optional<String> newUnit) {

    /** How many bars came with the outcome. */
    public int barsRead() {
        return outcome.series().bars().size();
    }

    /** Whether stored bars were touched. */
    boolean isAny() {
        return written() + removed > 0;
    }

    /** How many bars were stored with new prices. */
    public int written() {
        return inserted + changed;
    }
}
