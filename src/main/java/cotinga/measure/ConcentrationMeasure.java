package cotinga.measure;

import cotinga.report.WeekColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The published shares of the largest traders, and the level of the four largest gross longs. */
final class ConcentrationMeasure extends Measure {
    private static final List<String> LEVELS = List.of("low", "elevated", "high");
    private static final double ELEVATED = 40.0;
    private static final double HIGH = 60.0;

    ConcentrationMeasure() {
        super("concentration");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    boolean hasGroup(Basis basis) {
        return false;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(1);
    }

    @Override
    List<Part> parts(Target target) {
        List<Part> parts = new ArrayList<>();
        WeekColumn.concentrationNames().forEach(name -> parts.add(Part.named(name, Kind.ONE_DECIMAL)));
        parts.add(Part.named("level", LEVELS));
        return parts;
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        List<Values> values = new ArrayList<>();
        for (int offset = 0; offset < WeekColumn.CONCENTRATIONS; offset++) {
            values.add(new Series(market.weeks(), market.input().history().concentration(offset)).plain());
        }
        values.add(levels(values.get(WeekColumn.GROSS_4_LONG)));
        return values;
    }

    private static Values levels(Values shares) {
        Values levels = shares.withSameReasons();
        for (int week = 0; week < shares.size(); week++) {
            if (!shares.hasReason(week)) {
                levels.set(week, LEVELS.indexOf(level(shares.get(week))));
            }
        }
        return levels;
    }

    private static String level(double share) {
        if (share >= HIGH) {
            return "high";
        }
        return share >= ELEVATED ? "elevated" : "low";
    }
}
