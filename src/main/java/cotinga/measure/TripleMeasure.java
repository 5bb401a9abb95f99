package cotinga.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Percentiles and z-scores over one, three and five years, and whether all percentiles are at the same extreme. */
final class TripleMeasure extends Measure {
    private static final List<Integer> WINDOWS = List.of(52, 156, 260);
    private static final double HIGH = 90.0;
    private static final double LOW = 10.0;

    TripleMeasure() {
        super("triple");
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(WINDOWS.get(WINDOWS.size() - 1));
    }

    @Override
    List<Part> parts(Target target) {
        List<Part> parts = new ArrayList<>();
        WINDOWS.forEach(window -> parts.add(Part.named("percentile_" + window, Kind.ONE_DECIMAL)));
        WINDOWS.forEach(window -> parts.add(Part.named("zscore_" + window, Kind.TWO_DECIMALS)));
        parts.add(Part.named("aligned", Kind.FLAG));
        return parts;
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series series = market.series(target.group(), target.basis());
        List<Values> percentiles = WINDOWS.stream().map(series::percentile).toList();
        List<Values> values = new ArrayList<>(percentiles);
        WINDOWS.forEach(window -> values.add(series.score(window, market.ofSample())));
        values.add(aligned(percentiles, market.size()));
        return values;
    }

    private static Values aligned(List<Values> percentiles, int size) {
        Values aligned = new Values(size);
        for (int week = 0; week < size; week++) {
            boolean areHigh = true;
            boolean areLow = true;
            for (Values percentile : percentiles) {
                if (percentile.hasReason(week) && !aligned.hasReason(week)) {
                    aligned.setAbsentAs(week, percentile, week);
                }
                areHigh &= percentile.get(week) >= HIGH;
                areLow &= percentile.get(week) <= LOW;
            }
            if (!aligned.hasReason(week)) {
                aligned.set(week, areHigh || areLow);
            }
        }
        return aligned;
    }
}
