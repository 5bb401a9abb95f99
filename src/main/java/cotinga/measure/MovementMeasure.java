package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The change of the three-year index over six weeks, and whether it is notable: beyond ±40. */
final class MovementMeasure extends Measure {
    private static final int THREE_YEARS = 156;
    private static final int SIX_WEEKS = 6;
    private static final double NOTABLE = 40.0;

    MovementMeasure() {
        super("movement");
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(THREE_YEARS + SIX_WEEKS + 1);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(Kind.ONE_DECIMAL), Part.named("notable", Kind.FLAG));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values movement = market.series(target.group(), target.basis())
                .index(THREE_YEARS)
                .minusEarlier(market.weeks().earlier(SIX_WEEKS));
        Values notable = movement.withSameReasons();
        for (int week = 0; week < movement.size(); week++) {
            if (!movement.hasReason(week)) {
                notable.set(week, Math.abs(movement.get(week)) > NOTABLE);
            }
        }
        return List.of(movement, notable);
    }
}
