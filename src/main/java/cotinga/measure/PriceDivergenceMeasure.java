package cotinga.measure;

import java.util.BitSet;
import java.util.List;

/**
 * Whether the price is at its low (high) of half a year, while the speculative group's three-year index is well above (below) where it was
 * at the low (high) before.
 */
final class PriceDivergenceMeasure extends Measure {
    private static final List<String> WORDS = List.of("bullish", "bearish");
    private static final int BULLISH = 0;
    private static final int BEARISH = 1;
    private static final int HALF_A_YEAR = 26;
    private static final int FEWEST_CLOSES = 24;
    private static final int THREE_YEARS = 156;
    private static final double POINTS = 20.0;

    /** From 4 to 26 weeks, give or take one day. */
    private static final int FEWEST_DAYS_BACK = 27;

    private static final int MOST_DAYS_BACK = 183;

    PriceDivergenceMeasure() {
        super("price_divergence");
    }

    @Override
    boolean hasGroup(Basis basis) {
        return false;
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(WORDS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values index = market.series(market.speculativeGroup(), target.basis()).index(THREE_YEARS);
        Series closes = market.closes();
        Window window = market.weeks().window(HALF_A_YEAR);
        SlidingExtremes range = closes.extremes();
        BitSet lows = new BitSet();
        BitSet highs = new BitSet();
        Values words = new Values(closes.size());
        for (int week = 0; week < closes.size(); week++) {
            range.slide(week, window.first()[week]);
            int count = closes.knownIn(window, week);
            if (!closes.has(week)) {
                words.setAbsent(week, Reason.NO_PRICE);
            } else if (count < FEWEST_CLOSES) {
                words.setAbsent(week, Reason.INSUFFICIENT_HISTORY);
                words.setFound(week, count);
            } else {
                lows.set(week, closes.get(week) == range.lowest());
                highs.set(week, closes.get(week) == range.highest());
                set(words, week, index, previous(market.weeks(), lows, week), previous(market.weeks(), highs, week));
            }
        }
        return List.of(words);
    }

    private static void set(Values words, int week, Values index, int low, int high) {
        if (index.hasReason(week)) {
            words.setAbsentAs(week, index, week);
        } else if (low != Weeks.NONE && index.hasReason(low)) {
            words.setAbsentAs(week, index, low);
        } else if (low != Weeks.NONE && index.get(week) - index.get(low) >= POINTS) {
            words.set(week, BULLISH);
        } else if (high != Weeks.NONE && index.hasReason(high)) {
            words.setAbsentAs(week, index, high);
        } else if (high != Weeks.NONE && index.get(high) - index.get(week) >= POINTS) {
            words.set(week, BEARISH);
        } else {
            words.setEmpty(week);
        }
    }

    /** If a week is an extreme, the latest extreme 4 to 26 weeks back; {@link Weeks#NONE} without one. */
    private static int previous(Weeks weeks, BitSet extremes, int week) {
        if (!extremes.get(week)) {
            return Weeks.NONE;
        }
        int earlier = week;
        do {
            earlier = earlier == 0 ? Weeks.NONE : extremes.previousSetBit(earlier - 1);
        } while (earlier != Weeks.NONE && weeks.date(week) - weeks.date(earlier) < FEWEST_DAYS_BACK);
        return earlier != Weeks.NONE && weeks.date(week) - weeks.date(earlier) <= MOST_DAYS_BACK ? earlier : Weeks.NONE;
    }
}
