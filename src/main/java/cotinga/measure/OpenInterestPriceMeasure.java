package cotinga.measure;

import cotinga.report.WeekColumn;
import java.util.List;
import java.util.OptionalInt;

/** A word for the directions of the price and of the published change of open interest. */
final class OpenInterestPriceMeasure extends Measure {
    /** At the sum of 2 if open interest rises, and 1 if the price does. */
    private static final List<String> WORDS =
            List.of("long_liquidation", "short_covering", "new_shorts", "new_longs", "unchanged");

    private static final int OPEN_INTEREST = 2;
    private static final int UNCHANGED = 4;

    OpenInterestPriceMeasure() {
        super("oi_price");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    boolean hasGroup(Basis basis) {
        return false;
    }

    @Override
    boolean needsPrices() {
        return true;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(2);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(WORDS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values prices = market.priceChanges();
        double[] interest = market.column(WeekColumn.OPEN_INTEREST_CHANGE);
        Values words = new Values(prices.size());
        for (int week = 0; week < prices.size(); week++) {
            if (prices.hasReason(week)) {
                words.setAbsentAs(week, prices, week);
            } else if (Double.isNaN(interest[week])) {
                words.setAbsent(week, Reason.MISSING);
            } else if (prices.get(week) == 0.0 || interest[week] == 0.0) {
                words.set(week, UNCHANGED);
            } else {
                words.set(week, (interest[week] > 0.0 ? OPEN_INTEREST : 0) + (prices.get(week) > 0.0 ? 1 : 0));
            }
        }
        return List.of(words);
    }
}
