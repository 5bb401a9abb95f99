package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** Whether the three-year percentile is at an extreme for the second week at least, and for how many weeks. */
final class ExtremeMeasure extends Measure {
    private static final List<String> SIDES = List.of("high", "low");
    private static final int THREE_YEARS = 156;
    private static final int WEEKS_OF_RUN = 26;
    private static final double HIGH = 95.0;
    private static final double LOW = 5.0;

    ExtremeMeasure() {
        super("extreme");
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(THREE_YEARS + WEEKS_OF_RUN);
    }

    /** A run of half a year, which few markets have, may have begun earlier. */
    @Override
    boolean mayDependOnEarlier(MarketSeries newest, Target target) {
        Values percentile = newest.series(target.group(), target.basis()).percentile(THREE_YEARS);
        int week = newest.size() - 1;
        int extremes = 0;
        while (extremes < WEEKS_OF_RUN
                && week != Weeks.NONE
                && !percentile.hasReason(week)
                && side(percentile.get(week)) != 0) {
            week = newest.weeks().before(week);
            extremes++;
        }
        return extremes == WEEKS_OF_RUN;
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(SIDES), Part.named("weeks_at_extreme", Kind.WHOLE));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values percentile = market.series(target.group(), target.basis()).percentile(THREE_YEARS);
        Values side = percentile.withSameReasons();
        Values run = percentile.withSameReasons();
        for (int week = 0; week < percentile.size(); week++) {
            if (!percentile.hasReason(week)) {
                int sideNow = side(percentile.get(week));
                int before = market.weeks().before(week);
                boolean continues = sideNow != 0
                        && before != Weeks.NONE
                        && !percentile.hasReason(before)
                        && side(percentile.get(before)) == sideNow;
                run.set(week, continues ? run.get(before) + 1 : Math.abs(sideNow));
                if (continues) {
                    side.set(week, sideNow > 0 ? 0 : 1);
                }
            }
        }
        return List.of(side, run);
    }

    /** 1 for high, -1 for low, 0 between them. */
    private static int side(double percentile) {
        if (percentile >= HIGH) {
            return 1;
        }
        return percentile <= LOW ? -1 : 0;
    }
}
