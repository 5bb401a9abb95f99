package cotinga.quality;

import cotinga.report.CheckResult;
import cotinga.report.Deviation;
import cotinga.report.MarketHistory;
import cotinga.report.QualityCheck;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;
import java.time.LocalDate;
import java.util.List;

/** Checks that the positions of all groups on one side, plus the spreads, equal the open interest. */
final class IdentityCheck {
    private final List<TraderGroup> groups;
    private final int side;
    private final String subject;
    private final int tolerance;
    private final Tally tally;

    private IdentityCheck(ReportVariant variant, int side, String subject, Tally tally) {
        this.groups = variant.type().groups();
        this.side = side;
        this.subject = subject;
        this.tolerance = tolerance(variant.type());
        this.tally = tally;
    }

    static IdentityCheck ofLongs(ReportVariant variant, int newestReportDate) {
        return new IdentityCheck(
                variant,
                WeekColumn.LONG,
                "longs and spreads",
                new Tally(QualityCheck.OPEN_INTEREST_LONG, newestReportDate));
    }

    static IdentityCheck ofShorts(ReportVariant variant, int newestReportDate) {
        return new IdentityCheck(
                variant,
                WeekColumn.SHORT,
                "shorts and spreads",
                new Tally(QualityCheck.OPEN_INTEREST_SHORT, newestReportDate));
    }

    /**
     * Each number may be rounded by half a contract: those of the groups, the spreads, and the open interest. The sums of the supplemental
     * report deviate by no more than 2, although rounding would explain 3.
     */
    private static int tolerance(ReportType type) {
        if (type == ReportType.CIT) {
            return 2;
        }
        List<TraderGroup> groups = type.groups();
        long spreads = groups.stream().filter(TraderGroup::hasSpread).count();
        return (int) (groups.size() + spreads + 1) / 2;
    }

    void add(MarketHistory history) {
        long[] sums = sums(history);
        int[] openInterest = history.column(WeekColumn.OPEN_INTEREST);
        for (int week = 0; week < sums.length; week++) {
            if (sums[week] == Sum.MISSING || openInterest[week] == WeekColumn.MISSING) {
                continue;
            }
            int reportDate = history.reportDates()[week];
            tally.checked(reportDate);
            if (Math.abs(sums[week] - openInterest[week]) > tolerance) {
                long sum = sums[week];
                int expected = openInterest[week];
                tally.deviates(
                        reportDate,
                        () -> new Deviation(
                                history.code(),
                                LocalDate.ofEpochDay(reportDate),
                                subject,
                                String.valueOf(sum),
                                String.valueOf(expected)));
            }
        }
    }

    CheckResult result() {
        return tally.result();
    }

    private long[] sums(MarketHistory history) {
        long[] sums = new long[history.size()];
        for (int group = 0; group < groups.size(); group++) {
            Sum.add(sums, history.column(group, side));
            if (groups.get(group).hasSpread()) {
                Sum.add(sums, history.column(group, WeekColumn.SPREAD));
            }
        }
        return sums;
    }

    /** Adds columns in which some weeks may be undisclosed. */
    private static final class Sum {
        static final long MISSING = Long.MIN_VALUE;

        private Sum() {}

        static void add(long[] sums, int[] column) {
            for (int week = 0; week < sums.length; week++) {
                boolean known = sums[week] != MISSING && column[week] != WeekColumn.MISSING;
                sums[week] = known ? sums[week] + column[week] : MISSING;
            }
        }
    }
}
