package cotinga.measure;

import cotinga.report.ReportDays;
import java.time.LocalDate;
import java.util.Arrays;

/** Counts the CFTC's report dates between two days. It can be used by several threads. */
final class ReportDateCounts {
    /** The first report date of all reports. */
    static final int FIRST = (int) LocalDate.of(1986, 1, 15).toEpochDay();

    private static final int DAYS_AHEAD = 366;

    private final ReportDays reportDays;

    /** Longer ones replace it when a later day is needed. */
    private volatile Counts counts = new Counts(new int[0]);

    /** For each day since {@link #FIRST}, the number of report dates up to it. */
    private static final class Counts {
        private final int[] upTo;

        private Counts(int[] upTo) {
            this.upTo = upTo;
        }
    }

    ReportDateCounts(ReportDays reportDays) {
        this.reportDays = reportDays;
    }

    /** The number of report dates between two days, both included. The first is not before {@link #FIRST}. */
    int between(int firstDay, int lastDay) {
        int[] upTo = countsUntil(lastDay);
        return upTo[lastDay - FIRST] - (firstDay == FIRST ? 0 : upTo[firstDay - 1 - FIRST]);
    }

    private int[] countsUntil(int day) {
        int[] shorter = counts.upTo;
        if (day - FIRST < shorter.length) {
            return shorter;
        }
        int[] longer = Arrays.copyOf(shorter, day - FIRST + 1 + DAYS_AHEAD);
        for (int index = shorter.length; index < longer.length; index++) {
            longer[index] = (index == 0 ? 0 : longer[index - 1]) + (isReportDate(FIRST + index) ? 1 : 0);
        }
        counts = new Counts(longer);
        return longer;
    }

    /** Whether to count a day. Of a Monday before a holiday and its Tuesday, both of which may become the report date, one counts. */
    private boolean isReportDate(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return reportDays.isReportDay(date) && !reportDays.isReportDay(date.minusDays(1));
    }
}
