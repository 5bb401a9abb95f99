package cotinga.release;

import cotinga.report.DataFileException;
import cotinga.report.NewYork;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import cotinga.report.Sha256;
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
 * When the CFTC publishes a report date of a variant: at 15:30 in New York on the Friday of its week; where a federal holiday falls
 * between Wednesday and Friday, on the next working Monday; weeks that a file names, on the day that it says; and the history that
 * came with a new report type, not before that.
 *
 * <p>Until 2000 reports were published later or less often (CFTC, "About the COT Reports"). The CFTC names the years of the changes, not
 * the days; the rule is never earlier than the truth can be:
 * <ul>
 *   <li>until 1990 on the 12th day of the following month, as it was done before reports came on the sixth working day;
 *   <li>until 30 September 1992, the last of the reports made twice a month, on the sixth working day;
 *   <li>until 2000 on the day of the week after, as a report came every two weeks only, and nothing tells which weeks waited.
 * </ul>
 */
public final class ReleaseCalendar {
    /** When a release is due on its day. */
    public static final LocalTime TIME = LocalTime.of(15, 30);

    /** How long after its moment a release counts as late: files can appear some minutes after 15:30. */
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

    /** With the late weeks that ship with the application. */
    public static ReleaseCalendar shipped() {
        return new ReleaseCalendar(LateWeeks.shipped());
    }

    /**
     * With the late weeks of a file that replaces the shipped one.
     *
     * @throws DataFileException when the file cannot be read or a row is not as it should be
     */
    public static ReleaseCalendar load(Path file) {
        return new ReleaseCalendar(LateWeeks.read(file));
    }

    /** When a report date of a variant was published or is expected to be. */
    public Instant publishedAt(ReportVariant variant, LocalDate reportDate) {
        LocalDate weekly = releasedOn(variant, reportDate);
        return moment(firstReleases
                .publishedOn(variant.type().key(), reportDate)
                .filter(weekly::isBefore)
                .orElse(weekly));
    }

    /** Tells this calendar from others of the same build: a digest of the late weeks that it was given. */
    public String digest() {
        return Sha256.of(lateWeeks.content().getBytes(StandardCharsets.UTF_8));
    }

    /** The days as of which reports are made. */
    public ReportDays reportDays() {
        return new KnownReportDays(lateWeeks.reportDates());
    }

    /** The newest weekly release of a variant whose moment has come. */
    public Release lastRelease(ReportVariant variant, Instant now) {
        LocalDate monday = mondayOf(LocalDate.ofInstant(now, NewYork.ZONE));
        Release release = ofWeek(variant, monday);
        while (release.moment().isAfter(now)) {
            monday = monday.minusWeeks(1);
            release = ofWeek(variant, monday);
        }
        return release;
    }

    /** The weekly release of a variant that is expected next. */
    public Release nextRelease(ReportVariant variant, Instant now) {
        return ofWeek(variant, mondayOf(lastRelease(variant, now).reportDate()).plusWeeks(1));
    }

    /**
     * Whether a release of a variant should have been there by now that is not.
     *
     * @param newestReportDate of the data; empty without any
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

    /** The day of the weekly release: never before that of a late week of an earlier report date. */
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

    /** Tuesday, or Monday when Tuesday is a holiday. */
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
