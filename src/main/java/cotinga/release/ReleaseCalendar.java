package cotinga.release;

import cotinga.base.DataFileException;
import cotinga.base.NewYork;
import cotinga.base.Sha256;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;

/**
 * The release times of the CFTC. A report date is released at 15:30 in New York on the Friday of its week, or on the next working Monday
 * if a federal holiday falls between Wednesday and Friday. A file lists the weeks that were released on another day. The history of a
 * new report type was released together with that type.
 *
 * <p>Until 2000 reports were published later or less often (CFTC, "About the COT Reports"). The CFTC states the years of the changes but
 * not the days. The calendar therefore uses the latest day that is possible:
 * <ul>
 *   <li>until 1990, the 12th day of the following month, as before the change to the sixth working day;
 *   <li>until 30 September 1992, the last semi-monthly report, the sixth working day;
 *   <li>until 2000, one week after the day by the present rule, because reports were published every two weeks and it is unknown which weeks waited.
 * </ul>
 */
public final class ReleaseCalendar {
    /** The time of day of a release. */
    public static final LocalTime TIME = LocalTime.of(15, 30);

    /** The delay after which a release counts as late. Files may appear some minutes after 15:30. */
    public static final Duration GRACE = Duration.ofMinutes(30);

    private static final LocalDate FIRST_OF_SIXTH_WORKING_DAY = LocalDate.of(1991, 1, 1);
    private static final LocalDate FIRST_OF_EVERY_TWO_WEEKS = LocalDate.of(1992, 10, 1);
    private static final LocalDate FIRST_OF_EVERY_WEEK = LocalDate.of(2001, 1, 1);
    private static final int DAY_OF_FOLLOWING_MONTH = 12;

    private final LateWeeks lateWeeks;
    private final FirstReleases firstReleases = FirstReleases.shipped();

    private ReleaseCalendar(LateWeeks lateWeeks) {
        this.lateWeeks = lateWeeks;
    }

    /** A calendar with the shipped file of late weeks. */
    public static ReleaseCalendar shipped() {
        return new ReleaseCalendar(LateWeeks.shipped());
    }

    /**
     * A calendar with a file that replaces the shipped file of late weeks.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static ReleaseCalendar load(Path file) {
        return new ReleaseCalendar(LateWeeks.read(file));
    }

    /** When a report date of a variant was published, or is expected to be published. */
    public Instant publishedAt(ReportVariant variant, LocalDate reportDate) {
        LocalDate weekly = releasedOn(variant, reportDate);
        return moment(firstReleases
                .publishedOn(variant.type().key(), reportDate)
                .filter(weekly::isBefore)
                .orElse(weekly));
    }

    /** A digest of the late weeks, which distinguishes this calendar from others of the same build. */
    public String digest() {
        return Sha256.of(lateWeeks.content().getBytes(StandardCharsets.UTF_8));
    }

    /** The days that are report dates. */
    public ReportDays reportDays() {
        return new KnownReportDays(lateWeeks.reportDates());
    }

    /** The newest release of a variant that is due. */
    public Release lastRelease(ReportVariant variant, Instant now) {
        LocalDate monday = mondayOf(LocalDate.ofInstant(now, NewYork.ZONE));
        Release release = ofWeek(variant, monday);
        while (release.moment().isAfter(now)) {
            monday = monday.minusWeeks(1);
            release = ofWeek(variant, monday);
        }
        return release;
    }

    /** The next release of a variant. */
    public Release nextRelease(ReportVariant variant, Instant now) {
        return releaseAfter(variant, lastRelease(variant, now).reportDate());
    }

    /** The release of the week after a report date. */
    public Release releaseAfter(ReportVariant variant, LocalDate reportDate) {
        return ofWeek(variant, mondayOf(reportDate).plusWeeks(1));
    }

    /**
     * Whether a release of a variant is overdue.
     *
     * @param newestReportDate the newest report date in the data; empty without data
     */
    public boolean isLate(ReportVariant variant, Optional<LocalDate> newestReportDate, Instant now) {
        return !lastRelease(variant, now.minus(GRACE)).isIn(newestReportDate);
    }

    private Release ofWeek(ReportVariant variant, LocalDate monday) {
        LocalDate reportDate = Optional.ofNullable(lateWeeks.published(variant).ceilingKey(monday))
                .filter(date -> date.isBefore(monday.plusWeeks(1)))
                .orElseGet(() -> reportDateOfWeek(monday));
        return new Release(reportDate, moment(releasedOn(variant, reportDate)));
    }

    /** The day of the release. It is never before that of a late week with an earlier report date. */
    private LocalDate releasedOn(ReportVariant variant, LocalDate reportDate) {
        Map.Entry<LocalDate, LocalDate> late = lateWeeks.published(variant).floorEntry(reportDate);
        if (late != null && late.getKey().equals(reportDate)) {
            return late.getValue();
        }
        LocalDate byRule = byRule(reportDate);
        return late != null && late.getValue().isAfter(byRule) ? late.getValue() : byRule;
    }

    private static Instant moment(LocalDate day) {
        return day.atTime(TIME).atZone(NewYork.ZONE).toInstant();
    }

    /** Tuesday, or Monday if Tuesday is a holiday. */
    private static LocalDate reportDateOfWeek(LocalDate monday) {
        LocalDate tuesday = monday.plusDays(1);
        return FederalHolidays.isHoliday(tuesday) ? monday : tuesday;
    }

    private static LocalDate byRule(LocalDate reportDate) {
        if (reportDate.isBefore(FIRST_OF_SIXTH_WORKING_DAY)) {
            return workingDay(reportDate.plusMonths(1).withDayOfMonth(DAY_OF_FOLLOWING_MONTH));
        }
        if (reportDate.isBefore(FIRST_OF_EVERY_TWO_WEEKS)) {
            return workingDayAfter(reportDate, 6);
        }
        return ofWeekly(reportDate.isBefore(FIRST_OF_EVERY_WEEK) ? reportDate.plusWeeks(1) : reportDate);
    }

    private static LocalDate ofWeekly(LocalDate reportDate) {
        LocalDate monday = mondayOf(reportDate);
        return switch (reportDate.getDayOfWeek()) {
            case MONDAY, TUESDAY -> fridayOrMonday(monday);
            case WEDNESDAY -> workingDayAfter(reportDate, 3);
            case THURSDAY, FRIDAY, SATURDAY, SUNDAY -> fridayOrMonday(monday.plusWeeks(1));
        };
    }

    private static LocalDate fridayOrMonday(LocalDate monday) {
        LocalDate friday = monday.plusDays(4);
        boolean isDelayed = FederalHolidays.isHoliday(friday)
                || FederalHolidays.isHoliday(friday.minusDays(1))
                || FederalHolidays.isHoliday(friday.minusDays(2));
        if (!isDelayed) {
            return friday;
        }
        LocalDate next = monday.plusWeeks(1);
        while (FederalHolidays.isHoliday(next)) {
            next = next.plusWeeks(1);
        }
        return next;
    }

    private static LocalDate workingDay(LocalDate day) {
        LocalDate working = day;
        while (!FederalHolidays.isWorkingDay(working)) {
            working = working.plusDays(1);
        }
        return working;
    }

    private static LocalDate workingDayAfter(LocalDate day, int which) {
        LocalDate working = day;
        for (int counted = 0; counted < which; counted++) {
            working = workingDay(working.plusDays(1));
        }
        return working;
    }

    private static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
