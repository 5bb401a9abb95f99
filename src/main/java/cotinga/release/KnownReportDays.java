package cotinga.release;

import cotinga.base.DataFile;
import cotinga.report.ReportDays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * Every report date. Until the end of 2025 a file lists those that are not Tuesdays. Later ones are Tuesdays, Mondays before a holiday,
 * and the days in the file of late weeks.
 */
final class KnownReportDays implements ReportDays {
    private static final String FORM = "report_date,instead_of";
    private static final LocalDate FIRST_WEEKLY = LocalDate.of(1992, 10, 6);
    private static final LocalDate END_OF_LIST = LocalDate.of(2026, 1, 1);

    /** From the Monday before a holiday to the Tuesday of the next week. */
    private static final int LONGEST_GAP = 8;

    private final Set<LocalDate> ofLateWeeks;

    /** @param ofLateWeeks the report dates in the file of late weeks */
    KnownReportDays(Set<LocalDate> ofLateWeeks) {
        this.ofLateWeeks = Set.copyOf(ofLateWeeks);
    }

    @Override
    public boolean isReportDay(LocalDate day) {
        return isRegular(day) || ListedDays.SHIPPED.days.contains(day) || ofLateWeeks.contains(day);
    }

    @Override
    public int longestGapAfter(LocalDate reportDate) {
        LocalDate next = reportDate.plusDays(1);
        while (!isRegular(next)) {
            next = next.plusDays(1);
        }
        return Math.max(LONGEST_GAP, (int) ChronoUnit.DAYS.between(reportDate, next));
    }

    /** Whether a day is a regular report date, semi-monthly or weekly. */
    private static boolean isRegular(LocalDate day) {
        ListedDays listed = ListedDays.SHIPPED;
        if (day.isBefore(FIRST_WEEKLY)) {
            return listed.days.contains(day);
        }
        return switch (day.getDayOfWeek()) {
            case TUESDAY -> !listed.replaced.contains(day);
            case MONDAY ->
                listed.replacing.contains(day)
                        || (!day.isBefore(END_OF_LIST) && FederalHolidays.isHoliday(day.plusDays(1)));
            case WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY -> listed.replacing.contains(day);
        };
    }

    /** The listed days. They are read when they are first needed. */
    private static final class ListedDays {
        static final ListedDays SHIPPED =
                new ListedDays(DataFile.readShipped(KnownReportDays.class, "report-days.csv"));

        final Set<LocalDate> days = new HashSet<>();
        final Set<LocalDate> replacing = new HashSet<>();
        final Set<LocalDate> replaced = new HashSet<>();

        private ListedDays(DataFile file) {
            file.rows().stream().skip(1).forEach(this::add);
        }

        private void add(DataFile.Row row) {
            row.requireForm(FORM);
            LocalDate day = Dates.read(row, 0);
            days.add(day);
            if (!row.field(1).isEmpty()) {
                replacing.add(day);
                replaced.add(requireTuesday(row));
            }
        }

        private static LocalDate requireTuesday(DataFile.Row row) {
            LocalDate day = Dates.read(row, 1);
            if (day.getDayOfWeek() != DayOfWeek.TUESDAY) {
                throw row.unexpected("'" + day + "'", "a Tuesday");
            }
            return day;
        }
    }
}
