package cotinga.store;

import cotinga.report.PriceOutcome;

/**
 * What the storing of one outcome did.
 *
 * @param outcome what was to be stored
 * @param inserted bars that were not stored before
 * @param changed bars whose stored prices were others
 */
public record PriceChange(PriceOutcome outcome, int inserted, int changed) {

    /** How many bars came with the outcome. */
    public int barsRead() {
        return outcome.series().bars().size();
    }

    /** How many bars were stored with new prices. */
    public int written() {
        return inserted + changed;
    }
}
