package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeeksTest {
    private final Weeks weeks = new Weeks(
            Stream.of("2026-06-01", "2026-06-09", "2026-06-16", "2026-06-27", "2026-07-09")
                    .mapToInt(day -> (int) LocalDate.parse(day).toEpochDay())
                    .toArray(),
            new WindowRule(new ReportDateCounts(ReportDateList.CALENDAR), 90));

    @Test
    void theWeekBeforeIsAtMost11DaysOlder() {
        assertThat(IntStream.range(0, 5).map(weeks::before)).containsExactly(Weeks.NONE, 0, 1, 2, Weeks.NONE);
    }

    @Test
    void someWeeksEarlierIsExactToOneDay() {
        assertThat(weeks.earlier(1)).containsExactly(Weeks.NONE, 0, 1, Weeks.NONE, Weeks.NONE);
        assertThat(weeks.earlier(2)).containsExactly(Weeks.NONE, Weeks.NONE, 0, Weeks.NONE, Weeks.NONE);
    }

    @Test
    void roundsTheNumberOfWeeksBetween() {
        assertThat(weeks.between(0, 1)).isEqualTo(1);
        assertThat(weeks.between(0, 4)).isEqualTo(5);
    }
}
