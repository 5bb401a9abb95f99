package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that each number is the number of the previous release plus the published change. A week is checked only if its market is in the
 * previous release, 4 to 10 days older. A deviation is explained if the change refers to the release before last. It is also explained if
 * a neighbouring week deviates by the same amount in the other direction: then the CFTC revised a week but not the changes.
 */
final class ChangeCheck {
    private static final int SHORTEST_GAP = 4;
    private static final int LONGEST_GAP = 10;

    /** The number, the previous number and the change may each be rounded by half a contract. */
    private static final int TOLERANCE = 1;

    /** A number and its published change, both as an index of {@link WeekColumn}. */
    private record Pair(int number, int change) {}

    private final List<Pair> pairs;
    private final Tally tally;

    ChangeCheck(ReportVariant variant, int newestReportDate) {
        this.pairs = pairs(variant.type().groups().size());
        this.tally = new Tally(QualityCheck.CHANGES, newestReportDate);
    }

    void add(MarketHistory history) {
        for (Pair pair : pairs) {
            check(history, pair);
        }
    }

    CheckResult result() {
        return tally.result();
    }

    private static List<Pair> pairs(int groups) {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(new Pair(WeekColumn.OPEN_INTEREST, WeekColumn.OPEN_INTEREST_CHANGE));
        for (int group = 0; group < groups; group++) {
            pairs.add(new Pair(
                    WeekColumn.group(group, WeekColumn.LONG), WeekColumn.group(group, WeekColumn.CHANGE_LONG)));
            pairs.add(new Pair(
                    WeekColumn.group(group, WeekColumn.SHORT), WeekColumn.group(group, WeekColumn.CHANGE_SHORT)));
        }
        return pairs;
    }

    private void check(MarketHistory history, Pair pair) {
        int[] dates = history.reportDates();
        int[] numbers = history.column(pair.number());
        int[] changes = history.column(pair.change());
        for (int week = 1; week < dates.length; week++) {
            if (canBeChecked(dates, numbers, changes, week)) {
                tally.checked(dates[week]);
                if (excess(numbers, changes, week, week - 1) != 0) {
                    judge(history, pair, week);
                }
            }
        }
    }

    private static boolean canBeChecked(int[] dates, int[] numbers, int[] changes, int week) {
        int gap = dates[week] - dates[week - 1];
        return gap >= SHORTEST_GAP
                && gap <= LONGEST_GAP
                && numbers[week] != WeekColumn.MISSING
                && numbers[week - 1] != WeekColumn.MISSING
                && changes[week] != WeekColumn.MISSING;
    }

    /** The excess of a number over an earlier one plus the published change; 0 if rounding explains it. */
    private static long excess(int[] numbers, int[] changes, int week, int earlier) {
        long excess = (long) numbers[week] - numbers[earlier] - changes[week];
        return Math.abs(excess) <= TOLERANCE ? 0 : excess;
    }

    private void judge(MarketHistory history, Pair pair, int week) {
        if (refersToTheReleaseBeforeLast(history, pair, week)
                || outweighs(history, pair, week, week - 1)
                || outweighs(history, pair, week, week + 1)) {
            tally.explained();
            return;
        }
        int[] numbers = history.column(pair.number());
        long expected = (long) numbers[week] - numbers[week - 1];
        int found = history.column(pair.change())[week];
        LocalDate date = LocalDate.ofEpochDay(history.reportDates()[week]);
        tally.deviates(
                history.reportDates()[week],
                () -> new Deviation(
                        history.code(),
                        date,
                        WeekColumn.storeNames().get(pair.change()),
                        String.valueOf(found),
                        String.valueOf(expected)));
    }

    private static boolean refersToTheReleaseBeforeLast(MarketHistory history, Pair pair, int week) {
        int[] numbers = history.column(pair.number());
        return week >= 2
                && numbers[week - 2] != WeekColumn.MISSING
                && excess(numbers, history.column(pair.change()), week, week - 2) == 0;
    }

    /** Whether a neighbouring week deviates by the same amount in the other direction. */
    private static boolean outweighs(MarketHistory history, Pair pair, int week, int neighbour) {
        int[] dates = history.reportDates();
        int[] numbers = history.column(pair.number());
        int[] changes = history.column(pair.change());
        return neighbour >= 1
                && neighbour < dates.length
                && canBeChecked(dates, numbers, changes, neighbour)
                && Math.abs(excess(numbers, changes, week, week - 1)
                                + excess(numbers, changes, neighbour, neighbour - 1))
                        <= 2 * TOLERANCE;
    }
}
