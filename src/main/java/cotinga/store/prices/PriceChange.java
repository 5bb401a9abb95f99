package cotinga.store.prices;

import cotinga.price.PriceOutcome;
import java.util.Optional;

/**
 * The result of storing one outcome.
 *
 * @param outcome the outcome that was stored
 * @param inserted bars that were not stored before
 * @param changed bars whose stored prices were different
 * @param removed bars of another unit that the outcome does not have
 * @param newUnit how the unit differs from that of the bars that were replaced; empty when it does not
 */
public record PriceChange(PriceOutcome outcome, int inserted, int changed, int removed, Optional<String> newUnit) {

    /** The number of bars in the outcome. */
    public int barsRead() {
        return outcome.series().bars().size();
    }

    /** Whether any stored bar was changed. */
    boolean isAny() {
        return written() + removed > 0;
    }

    /** How many bars were stored with new prices. */
    public int written() {
        return inserted + changed;
    }
}
