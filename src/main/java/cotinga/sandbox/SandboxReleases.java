package cotinga.sandbox;

import cotinga.base.NewYork;
import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportVariant;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The release times of the sandbox. Every Tuesday is a report date, which is released when the CFTC would release it: on the following
 * Friday at 15:30 in New York, or later after a holiday.
 */
record SandboxReleases(Clock clock) {

    /** The number of calendar years with archives. */
    static final int YEARS = 5;

    private static final ReleaseCalendar CALENDAR = ReleaseCalendar.shipped();

    /** All variants are released together. */
    private static final ReportVariant ANY = ReportVariant.LEGACY_FO;

    /** The newest released Tuesday. */
    LocalDate newestReportDate() {
        Instant now = clock.instant();
        LocalDate tuesday =
                LocalDate.ofInstant(now, NewYork.ZONE).with(TemporalAdjusters.previousOrSame(DayOfWeek.TUESDAY));
        return now.isBefore(releasedAt(tuesday)) ? tuesday.minusWeeks(1) : tuesday;
    }

    /** When a report date is published. */
    static Instant releasedAt(LocalDate reportDate) {
        return CALENDAR.publishedAt(ANY, reportDate);
    }

    /** The first report date of a year. */
    static LocalDate firstReportDate(int year) {
        return LocalDate.of(year, 1, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY));
    }

    /** The report dates of a year up to a newest one, newest first. */
    static List<LocalDate> reportDates(int year, LocalDate newest) {
        LocalDate last = LocalDate.of(year, 12, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.TUESDAY));
        LocalDate from = newest.isBefore(last) ? newest : last;
        return IntStream.iterate(0, weeks -> weeks + 1)
                .mapToObj(from::minusWeeks)
                .takeWhile(date -> date.getYear() == year)
                .toList();
    }
}
