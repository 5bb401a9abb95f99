package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** Whether the three-year percentiles of the speculative and the commercial group are at opposite extremes. */
final class DivergenceMeasure extends Measure {
    private static final List<String> WORDS = List.of("spec_high", "spec_low");
    private static final int THREE_YEARS = 156;
    private static final double HIGH = 90.0;
    private static final double LOW = 10.0;

    DivergenceMeasure() {
        super("divergence");
    }

    @Override
    boolean hasGroup(Basis basis) {
        return false;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(THREE_YEARS);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(WORDS));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Values speculative =
                market.series(market.speculativeGroup(), target.basis()).percentile(THREE_YEARS);
        Values commercial =
                market.series(market.commercialGroup(), target.basis()).percentile(THREE_YEARS);
        Values words = new Values(speculative.size());
        for (int week = 0; week < words.size(); week++) {
            if (speculative.hasReason(week)) {
                words.setAbsentAs(week, speculative, week);
            } else if (commercial.hasReason(week)) {
                words.setAbsentAs(week, commercial, week);
            } else if (speculative.get(week) >= HIGH && commercial.get(week) <= LOW) {
                words.set(week, 0);
            } else if (speculative.get(week) <= LOW && commercial.get(week) >= HIGH) {
                words.set(week, 1);
            } else {
                words.setEmpty(week);
            }
        }
        return List.of(words);
    }
}
