package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;

/** The change over the last week minus the change over the week before it, and whether its sign opposes that of the basis. */
final class VelocityMeasure extends Measure {
    VelocityMeasure() {
        super("velocity");
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(3);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(target.basis().kind()), Part.named("turning", Kind.FLAG));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series series = market.series(target.group(), target.basis());
        Values velocity = new Values(series.size());
        Values turning = new Values(series.size());
        for (int week = 0; week < series.size(); week++) {
            double value = velocity(market.weeks(), series, week);
            if (Double.isNaN(value)) {
                velocity.setAbsent(week, Reason.MISSING);
                turning.setAbsent(week, Reason.MISSING);
            } else {
                velocity.set(week, value);
                turning.set(week, Math.signum(value) * Math.signum(series.get(week)) < 0.0);
            }
        }
        return List.of(velocity, turning);
    }

    private static double velocity(Weeks weeks, Series series, int week) {
        int before = weeks.before(week);
        int second = before == Weeks.NONE ? Weeks.NONE : weeks.before(before);
        return second == Weeks.NONE
                ? Double.NaN
                : (series.get(week) - series.get(before)) - (series.get(before) - series.get(second));
    }
}
