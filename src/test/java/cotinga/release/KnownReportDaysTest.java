package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.ReportDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownReportDaysTest {
    private final ReportDays days = ReleaseCalendar.shipped().reportDays();

    @Test
    void areTwoPerMonthUntilSeptember1992() {
        List<LocalDate> twiceMonthly = LocalDate.of(1986, 1, 1)
                .datesUntil(LocalDate.of(1992, 10, 1))
                .filter(days::isReportDay)
                .toList();

        assertThat(twiceMonthly).hasSize(81 * 2);
        for (int half = 0; half < twiceMonthly.size(); half++) {
            assertThat(twiceMonthly.get(half).getDayOfMonth())
                    .isBetween(half % 2 == 0 ? 12 : 27, half % 2 == 0 ? 16 : 31);
        }
    }

    @Test
    void areOnePerWeekAfterwardsExceptForTwoMore() {
        LocalDate first = LocalDate.of(1992, 10, 5);
        LocalDate end = LocalDate.of(2026, 1, 5);

        assertThat(first.datesUntil(end).filter(days::isReportDay))
                .hasSize((int) ((end.toEpochDay() - first.toEpochDay()) / 7) + 2);
        assertThat(first.datesUntil(end)
                        .filter(days::isReportDay)
                        .filter(day -> day.getDayOfWeek() != DayOfWeek.TUESDAY))
                .hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1986-01-15", "1990-04-12", "1990-07-31", "1992-09-30", "1992-10-06", "1995-07-03", "1997-12-16",
                        "1997-12-19",
                "2000-07-05", "2001-09-10", "2001-12-21", "2001-12-28", "2003-02-11", "2003-02-14", "2004-04-12",
                        "2007-01-03",
                "2008-12-22", "2009-11-09", "2014-11-11", "2020-12-21", "2025-11-10", "2026-05-19", "2028-07-03",
                        "2028-07-04"
            })
    void includeDaysOfTheFiles(LocalDate day) {
        assertThat(days.isReportDay(day)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1985-12-31",
                "1986-01-14",
                "1990-04-13",
                "1992-09-29",
                "2001-12-25",
                "2007-01-02",
                "2014-11-10",
                "2018-12-25",
                "2020-12-22",
                "2024-06-19",
                "2026-05-18",
                "2026-05-20",
                "2028-07-05"
            })
    void includeNoOtherDays(LocalDate day) {
        assertThat(days.isReportDay(day)).isFalse();
    }

    @Test
    void includeTheLateWeeks(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("late.csv"),
                "report_date,published_date,variants,basis,note\n2027-03-04,2027-03-12,tff/co,announcement,listed\n");

        assertThat(days.isReportDay(LocalDate.of(2027, 3, 4))).isFalse();
        assertThat(ReleaseCalendar.load(file).reportDays().isReportDay(LocalDate.of(2027, 3, 4)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1990-04-12, 18, Good Friday was the 13th",
        "1992-09-30, 8, the first of the weekly reports is six days later",
        "1997-12-16, 8, another report may come before",
        "2001-12-28, 11, in place of 1 January",
        "2026-05-19, 8, an ordinary week"
    })
    void giveTheLongestGapToTheNextReport(LocalDate reportDate, int days, String why) {
        assertThat(this.days.longestGapAfter(reportDate)).as(why).isEqualTo(days);
    }
}
