package cotinga.analytics;

import cotinga.report.MarketHistory;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;

/**
 * One trader group's columns in a market, oldest week first. A value is {@link Tenths#MISSING} if an input is missing.
 *
 * @param group the group
 * @param net long − short, in contracts
 * @param change the published change of long − the published change of short, in contracts
 * @param netPercent net in percent of open interest, in tenths
 * @param threeMonths the index over {@link IndexWindow#THREE_MONTHS}; likewise the others
 */
@SuppressWarnings("ArrayRecordComponent") // columns of a market's analysis; they are never compared
public record GroupAnalysis(
        TraderGroup group,
        long[] net,
        long[] change,
        long[] netPercent,
        IndexSeries threeMonths,
        IndexSeries sixMonths,
        IndexSeries oneYear,
        IndexSeries threeYears) {

    static GroupAnalysis of(
            MarketHistory history, int number, long[] openInterest, IndexSeries.Calculation calculation) {
        long[] net =
                Columns.difference(history.column(number, WeekColumn.LONG), history.column(number, WeekColumn.SHORT));
        return new GroupAnalysis(
                history.variant().type().groups().get(number),
                net,
                Columns.difference(
                        history.column(number, WeekColumn.CHANGE_LONG),
                        history.column(number, WeekColumn.CHANGE_SHORT)),
                Columns.percent(net, openInterest),
                calculation.of(net, IndexWindow.THREE_MONTHS),
                calculation.of(net, IndexWindow.SIX_MONTHS),
                calculation.of(net, IndexWindow.ONE_YEAR),
                calculation.of(net, IndexWindow.THREE_YEARS));
    }
}
