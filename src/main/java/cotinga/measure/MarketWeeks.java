package cotinga.measure;

import cotinga.report.MarketHistory;
import cotinga.report.WeekColumn;

/**
 * The input of all measures: a market's weeks, oldest first, and its prices.
 *
 * @param history the weeks with their report dates, times of publication, positions and published changes
 * @param concentrations for each of {@link WeekColumn#CONCENTRATIONS} one percentage per week, NaN where not disclosed; no arrays if they
 *     are not known
 * @param sessions the prices, {@link Sessions#NONE} if the market has none
 */
@SuppressWarnings("ArrayRecordComponent") // an input of calculations; it is never compared
public record MarketWeeks(MarketHistory history, double[][] concentrations, Sessions sessions) {
    public MarketWeeks {
        if (concentrations.length != 0 && concentrations.length != WeekColumn.CONCENTRATIONS) {
            throw new IllegalArgumentException("There are " + concentrations.length
                    + " columns of concentrations, expected " + WeekColumn.CONCENTRATIONS + " or none");
        }
        for (double[] column : concentrations) {
            if (column.length != history.size()) {
                throw new IllegalArgumentException("A column of concentrations has " + column.length
                        + " weeks, expected " + history.size() + " as in the history");
            }
        }
    }

    /** The weeks of a market without concentrations and prices. */
    public static MarketWeeks of(MarketHistory history) {
        return new MarketWeeks(history, new double[0][], Sessions.NONE);
    }

    int groups() {
        return history.variant().type().groups().size();
    }
}
