package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** Williams' Commercial Index: the index of net in percent of open interest over 26 weeks. */
final class WillcoMeasure extends Measure {
    private static final int HALF_A_YEAR = 26;

    WillcoMeasure() {
        super("willco");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(HALF_A_YEAR);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(Kind.ONE_DECIMAL));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        return List.of(market.series(target.group(), Basis.NET_OI).index(HALF_A_YEAR));
    }
}
