package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.OpenInterestStep;
import cotinga.report.QualityCheck;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.TreeMap;

/** Checks that the open interest of a release is plausible in most of its markets. */
final class OpenInterestCheck {
    private final TreeMap<Integer, int[]> releases = new TreeMap<>();
    private final Tally tally;

    OpenInterestCheck(int newestReportDate) {
        this.tally = new Tally(QualityCheck.OPEN_INTEREST, newestReportDate);
    }

    void add(MarketHistory history) {
        int[] dates = history.reportDates();
        int[] counts = history.column(WeekColumn.OPEN_INTEREST);
        for (int week = 0; week < dates.length; week++) {
            int[] markets = releases.computeIfAbsent(dates[week], date -> new int[2]);
            markets[0]++;
            if (OpenInterestStep.isOdd(week == 0 ? WeekColumn.MISSING : counts[week - 1], counts[week])) {
                markets[1]++;
            }
        }
    }

    CheckResult result() {
        releases.forEach((date, markets) -> {
            tally.checked(date);
            if (OpenInterestStep.isMost(markets[1], markets[0])) {
                tally.deviates(
                        date,
                        () -> new Deviation(
                                null,
                                LocalDate.ofEpochDay(date),
                                "markets with an odd open interest",
                                String.valueOf(markets[1]),
                                "few of " + markets[0]));
            }
        });
        return tally.result();
    }
}
