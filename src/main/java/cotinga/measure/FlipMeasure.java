package cotinga.measure;

import java.util.List;

/** Whether net has changed sides since the last week in which it was not zero, with the date of the flip before. */
final class FlipMeasure extends Measure {
    private static final List<String> SIDES = List.of("long", "short");

    FlipMeasure() {
        super("flip");
    }

    @Override
    boolean hasBasis() {
        return false;
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
