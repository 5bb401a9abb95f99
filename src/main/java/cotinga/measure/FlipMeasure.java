package cotinga.measure;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whether net has changed sides since the last week in which it was not zero, with the date of the flip before. */
final class FlipMeasure extends Measure {
    private static final int FEW_WEEKS = 8;
    private static final List<String> SIDES = List.of("long", "short");

    FlipMeasure() {
        super("flip");
    }

    @Override
    boolean hasBasis() {
        return false;
    }

    @Override
    OptionalInt weeksNeeded(Target target) {
        return OptionalInt.of(FEW_WEEKS);
    }

    /** Weeks before tell the side if net was zero until now, and the flip before. */
    @Override
    boolean mayDependOnEarlier(MarketSeries newest, Target target) {
        Series net = newest.series(target.group(), Basis.NET);
        int week = newest.size() - 1;
        if (!net.has(week) || net.get(week) == 0.0) {
            return false;
        }
        Flips flips = newest.flips(target.group());
        return flips.isFlip(week)
                ? flips.lastUpTo(week - 1) == Weeks.NONE
                : IntStream.range(0, week).noneMatch(earlier -> net.has(earlier) && net.get(earlier) != 0.0);
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(Part.main(SIDES), Part.named("before", Kind.DATE), Part.named("weeks", Kind.WHOLE));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series net = market.series(target.group(), Basis.NET);
        Flips flips = market.flips(target.group());
        Values side = new Values(net.size());
        Values before = new Values(net.size());
        Values weeks = new Values(net.size());
        for (int week = 0; week < net.size(); week++) {
            before.setEmpty(week);
            weeks.setEmpty(week);
            if (!net.has(week)) {
                side.setAbsent(week, Reason.MISSING);
                before.setAbsent(week, Reason.MISSING);
                weeks.setAbsent(week, Reason.MISSING);
            } else if (flips.isFlip(week)) {
                side.set(week, net.get(week) > 0.0 ? 0 : 1);
                int flipBefore = flips.lastUpTo(week - 1);
                if (flipBefore != Weeks.NONE) {
                    before.set(week, market.weeks().date(flipBefore));
                    weeks.set(week, market.weeks().between(flipBefore, week));
                }
            } else {
                side.setEmpty(week);
            }
        }
        return List.of(side, before, weeks);
    }
}
