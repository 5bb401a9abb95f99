package cotinga.measure;

import java.util.Arrays;
import java.util.List;

/** When the basis was last as far from the middle of all history up to the week, and which share of that history is beyond it. */
final class LastTimeHereMeasure extends Measure {
    private static final int FEWEST = 8;
    private static final double PERCENT = 100.0;

    LastTimeHereMeasure() {
        super("last_time_here");
    }

    @Override
    List<Part> parts(Target target) {
        return List.of(
                Part.main(Kind.DATE),
                Part.named("weeks", Kind.WHOLE),
                Part.named("share", Kind.ONE_DECIMAL),
                Part.named("since", Kind.DATE));
    }

    @Override
    List<Values> values(MarketSeries market, Target target) {
        Series series = market.series(target.group(), target.basis());
        Weeks weeks = market.weeks();
        Values date = new Values(series.size());
        Ranks ranks = series.ranks();
        int[] lastAbove = lastAtLeast(series, 1.0);
        int[] lastBelow = lastAtLeast(series, -1.0);
        Values weeksSince = date.withSameReasons();
        Values share = date.withSameReasons();
        Values since = date.withSameReasons();
        int first = Weeks.NONE;
        for (int week = 0; week < series.size(); week++) {
            date.setEmpty(week);
            int count = series.knownUpTo(week);
            if (!series.has(week)) {
                date.setAbsent(week, Reason.MISSING);
                continue;
            }
            ranks.add(week);
            first = first == Weeks.NONE ? week : first;
            if (count < FEWEST) {
                date.setAbsent(week, Reason.INSUFFICIENT_HISTORY);
                date.setFound(week, count);
                continue;
            }
            int lower = ranks.lower(week);
            int equal = ranks.equal(week);
            boolean isHigh = 2 * lower + equal >= count;
            int last = isHigh ? lastAbove[week] : lastBelow[week];
            if (last != Weeks.NONE) {
                date.set(week, weeks.date(last));
                weeksSince.set(week, weeks.between(last, week));
            }
            share.set(week, PERCENT * (isHigh ? count - lower - equal : lower) / count);
            since.set(week, weeks.date(first));
        }
        return List.of(date, weeksSince, share, since);
    }

    /**
     * For each week the last earlier week whose value is at least as high; {@link Weeks#NONE} without one.
     *
     * @param sign −1 for the last one whose value is at most as high
     */
    private static int[] lastAtLeast(Series series, double sign) {
        int[] last = new int[series.size()];
        Arrays.fill(last, Weeks.NONE);
        int[] candidates = new int[series.size()];
        int count = 0;
        for (int week = 0; week < last.length; week++) {
            if (series.has(week)) {
                while (count > 0 && sign * series.get(candidates[count - 1]) < sign * series.get(week)) {
                    count--;
                }
                last[week] = count > 0 ? candidates[count - 1] : Weeks.NONE;
                candidates[count++] = week;
            }
        }
        return last;
    }
}
