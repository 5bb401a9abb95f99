package cotinga.measure;

import cotinga.report.WeekColumn;
import java.util.List;
import java.util.OptionalInt;

/** A word for the directions of the price, and of the published changes of a group's longs and shorts. */
final class SignalMeasure extends Measure {
    /** At the sum of 4 if the price rises, 2 if the longs do, and 1 if the shorts do. */
    private static final List<String> WORDS = List.of(
            "liquidation",
            "strong_bearish",
            "accumulation",
            "floor_building",
            "profit_taking",
            "distribution",
            "strong_bullish",
            "topping_out");

    private static final int PRICE = 4;
    private static final int LONGS = 2;

    SignalMeasure() {
        super("signal");
    }

    @Override
    boolean hasBasis() {
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
        double[] longs = market.column(target.group(), WeekColumn.CHANGE_LONG);
        double[] shorts = market.column(target.group(), WeekColumn.CHANGE_SHORT);
        Values signal = new Values(prices.size());
        for (int week = 0; week < prices.size(); week++) {
            if (prices.hasReason(week)) {
                signal.setAbsentAs(week, prices, week);
            } else if (Double.isNaN(longs[week]) || Double.isNaN(shorts[week])) {
                signal.setAbsent(week, Reason.MISSING);
            } else if (prices.get(week) == 0.0 || longs[week] == 0.0 || shorts[week] == 0.0) {
                signal.setAbsent(week, Reason.FLAT);
            } else {
                signal.set(
                        week,
                        (prices.get(week) > 0.0 ? PRICE : 0)
                                + (longs[week] > 0.0 ? LONGS : 0)
                                + (shorts[week] > 0.0 ? 1 : 0));
            }
        }
        return List.of(signal);
    }
}
