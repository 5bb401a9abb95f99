package cotinga.release;

import cotinga.report.DataFileException;
import cotinga.report.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * When the CFTC publishes a report date: at 15:30 in New York on the Friday of its week; where a federal holiday falls between
 * Wednesday and Friday, on the next working Monday; and weeks that a file names when it says so.
 *
 * <p>Report dates before 30 September 1992 were published later: since 1990 on the sixth working day, and before that on the 11th
 * or 12th day of the following month (CFTC, "About the COT Reports"); of the two the later is taken.
 */
public final class ReleaseCalendar {
    /** Where the CFTC's days and hours are meant. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** When a release is due on its day. */
    public static final LocalTime TIME = LocalTime.of(15, 30);

    /** How long after its moment a release counts as late: files can appear some minutes after 15:30. */
    public static final Duration GRACE = Duration.ofMinutes(30);

    private static final LocalDate FIRST_REPORT_DATE = LocalDate.of(1986, 1, 1);
    private static final LocalDate END_OF_DIGEST = LocalDate.of(2040, 1, 1);
    private static final LocalDate FIRST_OF_THIRD_WORKING_DAY = LocalDate.of(1992, 9, 30);
    private static final LocalDate FIRST_OF_SIXTH_WORKING_DAY = LocalDate.of(1990, 1, 1);
    /** Report dates before a Tuesday that was no holiday; they stand in the CFTC's files. */
    private static final Set<LocalDate> OTHER_MONDAYS = Set.of(LocalDate.of(2004, 4, 12), LocalDate.of(2020, 12, 21));

    private static final int DAY_OF_FOLLOWING_MONTH = 12;

    private final NavigableMap<LocalDate, LocalDate> lateWeeks;

    private ReleaseCalendar(LateWeeks lateWeeks) {
        this.lateWeeks = lateWeeks.published();
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

    /** When a report date was published or is expected to be: never before a late week of an earlier report date. */
    public Instant publishedAt(LocalDate reportDate) {
        Map.Entry<LocalDate, LocalDate> late = lateWeeks.floorEntry(reportDate);
        LocalDate day;
        if (late != null && late.getKey().equals(reportDate)) {
            day = late.getValue();
        } else {
            LocalDate byRule = byRule(reportDate);
            day = late != null && late.getValue().isAfter(byRule) ? late.getValue() : byRule;
        }
        return day.atTime(TIME).atZone(ZONE).toInstant();
    }

    /** Tells this calendar from others: a digest of what it says of the days that reports can have. */
    public String digest() {
        StringBuilder days = new StringBuilder();
        for (LocalDate day = FIRST_REPORT_DATE; day.isBefore(END_OF_DIGEST); day = day.plusDays(1)) {
            days.append(publishedAt(day).getEpochSecond()).append('\n');
        }
        return Sha256.of(days.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The newest release whose moment has come. */
    public Release lastRelease(Instant now) {
        LocalDate monday = mondayOf(LocalDate.ofInstant(now, ZONE));
        Release release = ofWeek(monday);
        while (release.moment().isAfter(now)) {
            monday = monday.minusWeeks(1);
            release = ofWeek(monday);
        }
        return release;
    }

    /** The release that is expected next. */
    public Release nextRelease(Instant now) {
        return ofWeek(mondayOf(lastRelease(now).reportDate()).plusWeeks(1));
    }

    /** Whether reports are made as of a day: a Tuesday, the Monday before a holiday, or another Monday as of which one was made. */
    public static boolean isReportDay(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case TUESDAY -> true;
            case MONDAY -> FederalHolidays.isHoliday(day.plusDays(1)) || OTHER_MONDAYS.contains(day);
            case WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY -> false;
        };
    }

    /**
     * Whether a release should have been there by now that is not.
     *
     * @param newestReportDate of the data; empty without any
     */
    public boolean isLate(Optional<LocalDate> newestReportDate, Instant now) {
        return !lastRelease(now.minus(GRACE)).isIn(newestReportDate);
    }

    private Release ofWeek(LocalDate monday) {
        LocalDate reportDate = Optional.ofNullable(lateWeeks.ceilingKey(monday))
                .filter(date -> date.isBefore(monday.plusWeeks(1)))
                .orElseGet(() -> reportDateOfWeek(monday));
        return new Release(reportDate, publishedAt(reportDate));
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
        if (reportDate.isBefore(FIRST_OF_THIRD_WORKING_DAY)) {
            return workingDayAfter(reportDate, 6);
        }
        return switch (reportDate.getDayOfWeek()) {
            case MONDAY, TUESDAY -> fridayOrMonday(mondayOf(reportDate));
            case WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY -> workingDayAfter(reportDate, 3);
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
