package cotinga.measure;

import cotinga.report.MarketHistory;

/**
 * The input of all measures.
 *
 * @param history the weeks of a market, oldest first
 * @param sessions its prices, {@link Sessions#NONE} if it has none
 * @param unit what the values of the bases are counted in, except those in percent; published changes and shares are not affected
 */
public record MarketWeeks(MarketHistory history, Sessions sessions, Unit unit) {
    /** The weeks of a market with its prices, counted in contracts. */
    public MarketWeeks(MarketHistory history, Sessions sessions) {
        this(history, sessions, Unit.CONTRACTS);
    }

    /** The weeks of a market without prices. */
    public static MarketWeeks of(MarketHistory history) {
        return new MarketWeeks(history, Sessions.NONE);
    }

    int groups() {
        return history.variant().type().groups().size();
    }
}
