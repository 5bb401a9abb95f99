package cotinga.measure;

import cotinga.report.WeekColumn;
import java.util.List;
import java.util.OptionalInt;

/** The longs in percent of longs and shorts. */
final class BiasMeasure extends Measure {
    private static final double PERCENT = 100.0;

    BiasMeasure() {
        super("bias");
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
        return List.of(Part.main(Kind.ONE_DECIMAL));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        double[] longs = market.column(target.group(), WeekColumn.LONG);
        double[] shorts = market.column(target.group(), WeekColumn.SHORT);
        Values bias = new Values(longs.length);
        for (int week = 0; week < longs.length; week++) {
            double both = longs[week] + shorts[week];
            if (Double.isNaN(both) || both == 0.0) {
                bias.setAbsent(week, Reason.MISSING);
            } else {
                bias.set(week, PERCENT * longs[week] / both);
            }
        }
        return List.of(bias);
    }
}
