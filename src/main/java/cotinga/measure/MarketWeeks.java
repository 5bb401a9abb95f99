package cotinga.measure;

import cotinga.report.MarketHistory;

/**
 * The input of all measures.
 *
 * @param history the weeks of a market, oldest first
 * @param sessions its prices, {@link Sessions#NONE} if it has none
 */
public record MarketWeeks(MarketHistory history, Sessions sessions) {
    /** The weeks of a market without prices. */
    public static MarketWeeks of(MarketHistory history) {
        return new MarketWeeks(history, Sessions.NONE);
    }

    int groups() {
        return history.variant().type().groups().size();
    }
}
