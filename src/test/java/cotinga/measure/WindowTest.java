package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final WindowRule RULE = new WindowRule(new ReportDateCounts(ReportDateList.CALENDAR), 90);

    @Test
    void holdsAWeekLessAFewDaysThanItsNumberOfWeeks() {
        int[] dates = days("2026-09-01", "2026-09-07", "2026-09-15", "2026-09-22", "2026-10-27");
        assertThat(Window.of(dates, 8, RULE).first()).containsExactly(0, 0, 0, 0, 1);
    }

    @Test
    void needs90PercentOfTheReportDates() {
        int[] dates = days("2026-11-24");
        assertThat(Window.of(dates, 156, RULE).needed()).containsExactly(141);
        assertThat(Window.of(dates, 10, RULE).needed()).containsExactly(9);
    }

    @Test
    void needsAtLeast8() {
        assertThat(Window.of(days("2026-11-24"), 8, RULE).needed()).containsExactly(8);
        assertThat(Window.of(days("1990-06-29"), 13, RULE).needed()).containsExactly(8);
    }

    @Test
    void countsTwoReportsAMonthUntil1992() {
        assertThat(Window.of(days("1992-09-30"), 52, RULE).needed()).containsExactly(22);
    }

    @Test
    void isNeverEnoughIfItBeginsBeforeTheFirstReport() {
        assertThat(Window.of(days("1987-01-09", "1987-01-10"), 52, RULE).needed())
                .containsExactly(Integer.MAX_VALUE, 22);
    }

    private static int[] days(String... days) {
        return Stream.of(days)
                .mapToInt(day -> (int) LocalDate.parse(day).toEpochDay())
                .toArray();
    }
}
