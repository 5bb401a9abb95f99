package cotinga.measure;

import java.util.List;

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
    List<Part> parts(Target target) {
        return List.of(Part.main(Kind.ONE_DECIMAL));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        return List.of(market.series(target.group(), target.basis()).percentile(target.window()));
    }
}
