package cotinga.measure;

import java.util.List;
import java.util.Optional;

/** All measures, in the order of the documentation. */
final class Catalogue {
    private static final List<Measure> MEASURES = List.of(
            new IndexMeasure(),
            new PercentileMeasure(),
            new ScoreMeasure(),
            new WillcoMeasure(),
            new MovementMeasure(),
            new ChangeMeasure(1),
            new ChangeMeasure(4),
            new ChangeMeasure(13),
            new DecompositionMeasure(),
            new VelocityMeasure(),
            new FlipMeasure(),
            new ExtremeMeasure(),
            new LastTimeHereMeasure(),
            new SignalMeasure(),
            new OpenInterestPriceMeasure(),
            new DivergenceMeasure(),
            new PriceDivergenceMeasure(),
            new TripleMeasure(),
            new BiasMeasure(),
            new SeasonalMeasure(),
            new RegimeMeasure(),
            new ConcentrationMeasure(),
            new LiquidityMeasure());

    private Catalogue() {}

    static List<Measure> measures() {
        return MEASURES;
    }

    static Optional<Measure> ofName(String name) {
        return MEASURES.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }
}
