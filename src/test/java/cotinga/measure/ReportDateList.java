package cotinga.measure;

import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportDays;
import java.time.LocalDate;

/** The report dates of the CFTC from 1986 to 2026. */
final class ReportDateList {
    static final ReportDays CALENDAR = ReleaseCalendar.shipped().reportDays();

    private static final int[] ALL = LocalDate.of(1986, 1, 15)
            .datesUntil(LocalDate.of(2027, 1, 1))
            .filter(CALENDAR::isReportDay)
            .mapToInt(day -> (int) day.toEpochDay())
            .toArray();

    private ReportDateList() {}

    /** Days since 1970-01-01, ascending. */
    static int[] all() {
        return ALL.clone();
    }
}
