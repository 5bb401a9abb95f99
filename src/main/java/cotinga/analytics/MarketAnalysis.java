package cotinga.analytics;

import cotinga.report.MarketHistory;
import cotinga.report.WeekColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values computed from one market's history as columns, oldest week first.
 *
 * @param history the input
 * @param openInterestChangePercent the published change of open interest in percent of open interest, in tenths,
 *     {@link Tenths#MISSING} if either is missing or open interest is zero
 * @param groups one per trader group of the report type, in the order of their keys
 */
@SuppressWarnings("ArrayRecordComponent") // columns of a market's analysis; they are never compared
public record MarketAnalysis(MarketHistory history, long[] openInterestChangePercent, List<GroupAnalysis> groups) {

    /**
     * Analyses a history.
     *
     * @throws IllegalArgumentException if it has no week
     */
    public static MarketAnalysis of(MarketHistory history) {
        if (history.size() == 0) {
            throw new IllegalArgumentException("The history of market '" + history.code() + "' in "
                    + history.variant().path() + " has no weeks, expected at least one: leave such a market out");
        }
        long[] openInterest = Columns.widened(history.column(WeekColumn.OPEN_INTEREST));
        long[] openInterestChange = Columns.widened(history.column(WeekColumn.OPEN_INTEREST_CHANGE));
        IndexSeries.Calculation calculation = new IndexSeries.Calculation(history.size());
        int groups = history.variant().type().groups().size();
        return new MarketAnalysis(
                history,
                Columns.percent(openInterestChange, openInterest),
                IntStream.range(0, groups)
                        .mapToObj(number -> GroupAnalysis.of(history, number, openInterest, calculation))
                        .toList());
    }

    /** The position of the newest week in all columns. */
    public int newest() {
        return history.size() - 1;
    }
}
