package cotinga.measure;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
    boolean needsPrices() {
        return true;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(THREE_YEARS + HALF_A_YEAR + 1);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(WORDS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        return List.of(compared(market, target.basis()).words());
    }

    /** What the newest week of a market is compared with, if it is a divergence. */
    static Optional<PriceDivergence> newest(MarketSeries market, Basis basis) {
        Compared compared = compared(market, basis);
        int week = market.size() - 1;
        int earlier = compared.earlier()[week];
        Values index = index(market, basis);
        return earlier == Weeks.NONE
                ? Optional.empty()
                : Optional.of(new PriceDivergence(
                        WORDS.get((int) compared.words().get(week)),
                        market.closes().get(week),
                        index.get(week),
                        LocalDate.ofEpochDay(market.weeks().date(earlier)),
                        market.closes().get(earlier),
                        index.get(earlier)));
    }

    private static Values index(MarketSeries market, Basis basis) {
        return market.series(market.speculativeGroup(), basis).index(THREE_YEARS);
    }

    /**
     * The words of all weeks.
     *
     * @param earlier the week with which a week with a word is compared, {@link Weeks#NONE} for others
     */
    @SuppressWarnings("ArrayRecordComponent") // columns of a calculation; they are never compared
    private record Compared(Values words, int[] earlier) {}

    private static Compared compared(MarketSeries market, Basis basis) {
        Values index = index(market, basis);
        Series closes = market.closes();
        Window window = market.weeks().window(HALF_A_YEAR);
        SlidingExtremes range = closes.extremes();
        BitSet lows = new BitSet();
        BitSet highs = new BitSet();
        Values words = new Values(closes.size());
        int[] earlier = new int[closes.size()];
        Arrays.fill(earlier, Weeks.NONE);
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
                earlier[week] = set(
                        words,
                        week,
                        index,
                        previous(market.weeks(), lows, week),
                        previous(market.weeks(), highs, week));
            }
        }
        return new Compared(words, earlier);
    }

    /** Sets the word of a week; returns the week that it was compared with if there is a word. */
    private static int set(Values words, int week, Values index, int low, int high) {
        if (index.hasReason(week)) {
            words.setAbsentAs(week, index, week);
        } else if (low != Weeks.NONE && index.hasReason(low)) {
            words.setAbsentAs(week, index, low);
        } else if (low != Weeks.NONE && index.get(week) - index.get(low) >= POINTS) {
            words.set(week, BULLISH);
            return low;
        } else if (high != Weeks.NONE && index.hasReason(high)) {
            words.setAbsentAs(week, index, high);
        } else if (high != Weeks.NONE && index.get(high) - index.get(week) >= POINTS) {
            words.set(week, BEARISH);
            return high;
        } else {
            words.setEmpty(week);
        }
        return Weeks.NONE;
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
