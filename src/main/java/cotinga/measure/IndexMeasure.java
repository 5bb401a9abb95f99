package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The position of the basis between the lowest and the highest value of a window, in percent. */
final class IndexMeasure extends Measure {
    IndexMeasure() {
        super("index");
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
        return List.of(market.series(target.group(), target.basis()).index(target.window()));
    }
}
