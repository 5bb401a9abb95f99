package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The mid-rank of the basis among the values of a window, in percent. */
final class PercentileMeasure extends Measure {
    PercentileMeasure() {
        super("percentile");
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
        return List.of(Part.main(Kind.ONE_DECIMAL));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        return List.of(market.series(target.group(), target.basis()).percentile(target.window()));
    }
}
