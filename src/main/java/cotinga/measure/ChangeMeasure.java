package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The change over some weeks of the basis, or of its index over a window. */
final class ChangeMeasure extends Measure {
    private final int weeks;

    /** @param weeks over how many weeks */
    ChangeMeasure(int weeks) {
        super("change_" + weeks + "w");
        this.weeks = weeks;
    }

    @Override
    Windows windows() {
        return Windows.optionalWeeks();
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(target.window() + weeks + 1);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(
                Part.main(target.window() == Windows.NONE ? target.basis().kind() : Kind.ONE_DECIMAL));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series series = market.series(target.group(), target.basis());
        Values changing = target.window() == Windows.NONE ? series.plain() : series.index(target.window());
        return List.of(changing.minusEarlier(market.weeks().earlier(weeks)));
    }
}
