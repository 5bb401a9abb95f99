package cotinga.measure;

import cotinga.report.WeekColumn;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/** The week's published changes as four parts with the sign of their effect on net. Together they are the change of net. */
final class DecompositionMeasure extends Measure {
    DecompositionMeasure() {
        super("decomposition");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(1);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(
                Part.named("longs_added", Kind.WHOLE),
                Part.named("longs_closed", Kind.WHOLE),
                Part.named("shorts_added", Kind.WHOLE),
                Part.named("shorts_covered", Kind.WHOLE));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        double[] longs = market.column(target.group(), WeekColumn.CHANGE_LONG);
        double[] shorts = market.column(target.group(), WeekColumn.CHANGE_SHORT);
        return List.of(
                part(longs, change -> Math.max(change, 0.0)),
                part(longs, change -> Math.min(change, 0.0)),
                part(shorts, change -> -Math.max(change, 0.0)),
                part(shorts, change -> -Math.min(change, 0.0)));
    }

    private static Values part(double[] changes, DoubleUnaryOperator effect) {
        Values effects = new Values(changes.length);
        for (int week = 0; week < changes.length; week++) {
            if (Double.isNaN(changes[week])) {
                effects.setAbsent(week, Reason.MISSING);
            } else {
                effects.set(week, effect.applyAsDouble(changes[week]));
            }
        }
        return effects;
    }
}
