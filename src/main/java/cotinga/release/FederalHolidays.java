package cotinga.release;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Map;
import java.util.Optional;

/**
 * The federal holidays of the United States (5 U.S.C. 6103). A holiday on a Saturday is observed on the Friday before, and a holiday on
 * a Sunday on the Monday after.
 */
final class FederalHolidays {
    private static final int DAYS_OF_WEEK = 7;
    private static final int SECOND = 2;
    private static final int THIRD = 3;
    private static final int FOURTH = 4;

    /** Holidays on a fixed date, each with its first year if that is after 1971. */
    private static final Map<MonthDay, Integer> FIXED = Map.of(
            MonthDay.of(Month.JANUARY, 1), 0,
            MonthDay.of(Month.JUNE, 19), 2021,
            MonthDay.of(Month.JULY, 4), 0,
            MonthDay.of(Month.NOVEMBER, 11), 1978,
            MonthDay.of(Month.DECEMBER, 25), 0);

    private static final int FIRST_KING_DAY = 1986;

    private FederalHolidays() {}

    /** Whether a holiday is observed on a day. Valid from 1978. */
    static boolean isHoliday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case MONDAY -> isFixed(day) || isFixed(day.minusDays(1)) || isMondayHoliday(day);
            case THURSDAY -> isFixed(day) || isThanksgiving(day);
            case FRIDAY -> isFixed(day) || isFixed(day.plusDays(1));
            case TUESDAY, WEDNESDAY -> isFixed(day);
            case SATURDAY, SUNDAY -> false;
        };
    }

    /** Whether a day is a working day of the government. */
    static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(day);
    }

    private static boolean isFixed(LocalDate day) {
        return Optional.ofNullable(FIXED.get(MonthDay.from(day)))
                .filter(since -> since <= day.getYear())
                .isPresent();
    }

    private static boolean isMondayHoliday(LocalDate monday) {
        int which = weekOfMonth(monday);
        return switch (monday.getMonth()) {
            case JANUARY -> which == THIRD && monday.getYear() >= FIRST_KING_DAY;
            case FEBRUARY -> which == THIRD;
            case MAY -> monday.plusWeeks(1).getMonth() == Month.JUNE;
            case SEPTEMBER -> which == 1;
            case OCTOBER -> which == SECOND;
            case MARCH, APRIL, JUNE, JULY, AUGUST, NOVEMBER, DECEMBER -> false;
        };
    }

    private static boolean isThanksgiving(LocalDate thursday) {
        return thursday.getMonth() == Month.NOVEMBER && weekOfMonth(thursday) == FOURTH;
    }

    /** 1 for the first Monday, Tuesday … of a month, 2 for the second. */
    private static int weekOfMonth(LocalDate day) {
        return (day.getDayOfMonth() - 1) / DAYS_OF_WEEK + 1;
    }
}
