package cotinga.measure;

import cotinga.report.ReportDays;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** Counts the CFTC's report dates between two days. It can be used by several threads. */
final class ReportDateCounts {
    /** The first report date of all reports. */
    static final int FIRST = (int) LocalDate.of(1986, 1, 15).toEpochDay();

    private static final int DAYS_AHEAD = 366;

    private final ReportDays reportDays;

    /** For each day since {@link #FIRST}, the number of report dates up to it. A longer array replaces it when a later day is needed. */
    private final AtomicReference<int[]> upTo = new AtomicReference<>(new int[0]);

    ReportDateCounts(ReportDays reportDays) {
        this.reportDays = reportDays;
    }

    /** The number of report dates between two days, both included. The first is not before {@link #FIRST}. */
    int between(int firstDay, int lastDay) {
        int[] counts = countsUntil(lastDay);
        return counts[lastDay - FIRST] - (firstDay == FIRST ? 0 : counts[firstDay - 1 - FIRST]);
    }

    private int[] countsUntil(int day) {
        int[] counts = upTo.get();
        if (day - FIRST < counts.length) {
            return counts;
        }
        int[] longer = Arrays.copyOf(counts, day - FIRST + 1 + DAYS_AHEAD);
        for (int index = counts.length; index < longer.length; index++) {
            longer[index] = (index == 0 ? 0 : longer[index - 1]) + (isReportDate(FIRST + index) ? 1 : 0);
        }
        upTo.set(longer);
        return longer;
    }

    /** Whether to count a day. Of a Monday before a holiday and its Tuesday, both of which may become the report date, one counts. */
    private boolean isReportDate(int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return reportDays.isReportDay(date) && !reportDays.isReportDay(date.minusDays(1));
    }
}
