package cotinga.measure;

import java.util.List;

/** A word for the three-year percentile, its change over four weeks, and the side of net. The first word that holds is taken. */
final class RegimeMeasure extends Measure {
    private static final List<String> WORDS = List.of(
            "flip_zone",
            "extreme_long",
            "extreme_short",
            "building_long",
            "distributing",
            "building_short",
            "accumulating",
            "neutral");

    private static final int THREE_YEARS = 156;
    private static final int FOUR_WEEKS = 4;
    private static final int DAYS_AFTER_FLIP = 28;
    private static final double HIGH = 90.0;
    private static final double LOW = 10.0;
    private static final double NOTABLE = 10.0;

    RegimeMeasure() {
        super("regime");
    }

    /** A group has its own net on every basis. */
    @Override
    boolean hasGroup(Basis basis) {
        return true;
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(WORDS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values percentile = market.series(target.group(), target.basis()).percentile(THREE_YEARS);
        Values change = percentile.minusEarlier(market.weeks().earlier(FOUR_WEEKS));
        Series net = market.series(target.group(), Basis.NET);
        Values words = new Values(percentile.size());
        for (int week = 0; week < words.size(); week++) {
            if (change.hasReason(week)) {
                words.setAbsentAs(week, change, week);
            } else if (!net.has(week)) {
                words.setAbsent(week, Reason.MISSING);
            } else {
                String word = isAfterFlip(market, target.group(), week)
                        ? "flip_zone"
                        : word(percentile.get(week), change.get(week), net.get(week));
                words.set(week, WORDS.indexOf(word));
            }
        }
        return List.of(words);
    }

    private static boolean isAfterFlip(MarketSeries market, int group, int week) {
        int flip = market.flips(group).lastUpTo(week);
        return flip != Weeks.NONE && market.weeks().date(week) - market.weeks().date(flip) <= DAYS_AFTER_FLIP;
    }

    private static String word(double percentile, double change, double net) {
        if (percentile >= HIGH) {
            return "extreme_long";
        }
        if (percentile <= LOW) {
            return "extreme_short";
        }
        if (change >= NOTABLE && net != 0.0) {
            return net > 0.0 ? "building_long" : "accumulating";
        }
        if (change <= -NOTABLE && net != 0.0) {
            return net > 0.0 ? "distributing" : "building_short";
        }
        return "neutral";
    }
}
