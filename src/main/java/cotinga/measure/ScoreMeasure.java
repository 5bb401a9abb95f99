package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The distance of the basis from the mean of a window, in standard deviations. */
final class ScoreMeasure extends Measure {
    ScoreMeasure() {
        super("zscore");
    }

    @Override
    Windows windows() {
        return Windows.weeks();
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(target.window());
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(Kind.TWO_DECIMALS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        return List.of(market.series(target.group(), target.basis()).score(target.window(), market.ofSample()));
    }
}
