package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares with the lists of the Office of Personnel Management. */
class FederalHolidaysTest {
    @Test
    void areThoseOf2026() {
        assertThat(of(2026))
                .containsExactly(
                        "2026-01-01",
                        "2026-01-19",
                        "2026-02-16",
                        "2026-05-25",
                        "2026-06-19",
                        "2026-07-03",
                        "2026-09-07",
                        "2026-10-12",
                        "2026-11-11",
                        "2026-11-26",
                        "2026-12-25");
    }

    @Test
    void areThoseOf2021AndAreKeptOnTheDaysBeforeAndAfterTheWeekend() {
        assertThat(of(2021))
                .containsExactly(
                        "2021-01-01",
                        "2021-01-18",
                        "2021-02-15",
                        "2021-05-31",
                        "2021-06-18",
                        "2021-07-05",
                        "2021-09-06",
                        "2021-10-11",
                        "2021-11-11",
                        "2021-11-25",
                        "2021-12-24",
                        "2021-12-31");
    }

    @Test
    void juneteenthIsOneSince2021AndKingsDaySince1986() {
        assertThat(of(2020)).doesNotContain("2020-06-19").contains("2020-07-03");
        assertThat(of(1985)).hasSize(9);
        assertThat(of(1986)).contains("1986-01-20");
    }

    @Test
    void weekendsAreNoWorkingDays() {
        assertThat(FederalHolidays.isWorkingDay(LocalDate.of(2026, 7, 3))).isFalse();
        assertThat(FederalHolidays.isWorkingDay(LocalDate.of(2026, 7, 4))).isFalse();
        assertThat(FederalHolidays.isWorkingDay(LocalDate.of(2026, 7, 5))).isFalse();
        assertThat(FederalHolidays.isWorkingDay(LocalDate.of(2026, 7, 6))).isTrue();
    }

    private static List<String> of(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(FederalHolidays::isHoliday)
                .map(LocalDate::toString)
                .toList();
    }
}
