package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCalendarTest {
    private final ReleaseCalendar calendar = ReleaseCalendar.shipped();

    @ParameterizedTest
    @CsvSource({
        "2026-05-19, 2026-05-22, an ordinary week",
        "2025-12-30, 2026-01-05, New Year on Thursday",
        "2026-06-16, 2026-06-22, Juneteenth on Friday",
        "2026-06-30, 2026-07-06, Independence Day kept on Friday",
        "2026-11-10, 2026-11-16, Veterans Day on Wednesday",
        "2026-11-24, 2026-11-30, Thanksgiving",
        "2026-12-22, 2026-12-28, Christmas on Friday",
        "2024-06-18, 2024-06-24, Juneteenth on Wednesday",
        "2024-11-12, 2024-11-15, Veterans Day on Monday delays nothing",
        "2015-06-30, 2015-07-06, Independence Day kept on Friday",
        "2017-07-03, 2017-07-07, a Monday as Tuesday was Independence Day",
        "2020-12-21, 2020-12-28, a Monday in the week of Christmas",
        "2020-06-16, 2020-06-19, Juneteenth before it was a holiday",
        "2021-12-28, 2022-01-03, New Year kept on the last Friday of the year before"
    })
    void publishesOnFridayOrOnTheMondayAfterAHoliday(LocalDate reportDate, LocalDate day, String why) {
        assertThat(RuleAlone.calendar().publishedAt(reportDate)).as(why).isEqualTo(at(day + "T15:30"));
        assertThat(calendar.publishedAt(reportDate)).as(why).isEqualTo(at(day + "T15:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "2013-10-01, 2013-10-25",
        "2013-10-29, 2013-11-08",
        "2013-11-05, 2013-11-08",
        "2018-12-18, 2018-12-21",
        "2018-12-24, 2019-02-01",
        "2018-12-31, 2019-02-05",
        "2019-02-26, 2019-03-05",
        "2019-03-05, 2019-03-08",
        "2023-01-24, 2023-01-27",
        "2023-01-31, 2023-02-24",
        "2023-02-07, 2023-03-03",
        "2023-02-14, 2023-03-08",
        "2023-02-21, 2023-03-10",
        "2023-02-28, 2023-03-14",
        "2023-03-07, 2023-03-16",
        "2023-03-14, 2023-03-21",
        "2023-03-21, 2023-03-24",
        "2025-01-07, 2025-01-13",
        "2025-09-23, 2025-09-26",
        "2025-09-30, 2025-11-19",
        "2025-10-07, 2025-11-21",
        "2025-10-14, 2025-11-25",
        "2025-10-21, 2025-12-02",
        "2025-10-28, 2025-12-05",
        "2025-11-04, 2025-12-09",
        "2025-11-10, 2025-12-10",
        "2025-11-18, 2025-12-12",
        "2025-11-25, 2025-12-15",
        "2025-12-02, 2025-12-17",
        "2025-12-09, 2025-12-19",
        "2025-12-16, 2025-12-23",
        "2025-12-23, 2025-12-29",
        "2025-12-30, 2026-01-05",
        "2026-01-06, 2026-01-09"
    })
    void knowsTheWeeksThatCameLateAndThoseAround(LocalDate reportDate, LocalDate day) {
        assertThat(calendar.publishedAt(reportDate)).isEqualTo(at(day + "T15:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "1986-01-15, 1986-02-12, the 12th of the following month",
        "1986-01-31, 1986-02-12, also from a longer month",
        "1989-12-29, 1990-01-12, the last of them",
        "1990-01-15, 1990-01-23, the sixth working day",
        "1992-09-15, 1992-09-23, the last sixth working day",
        "1992-10-06, 1992-10-09, the Friday after",
        "1992-09-30, 1992-10-05, the third working day where the report date is neither Monday nor Tuesday"
    })
    void knowsThatReportsCameLaterBefore1992(LocalDate reportDate, LocalDate day, String why) {
        assertThat(calendar.publishedAt(reportDate)).as(why).isEqualTo(at(day + "T15:30"));
    }

    @Test
    void followsTheClocksOfNewYorkThroughTheYear() {
        assertThat(calendar.publishedAt(LocalDate.of(2026, 3, 3))).isEqualTo(Instant.parse("2026-03-06T20:30:00Z"));
        assertThat(calendar.publishedAt(LocalDate.of(2026, 3, 10))).isEqualTo(Instant.parse("2026-03-13T19:30:00Z"));
        assertThat(calendar.publishedAt(LocalDate.of(2026, 10, 27))).isEqualTo(Instant.parse("2026-10-30T19:30:00Z"));
        assertThat(calendar.publishedAt(LocalDate.of(2026, 11, 3))).isEqualTo(Instant.parse("2026-11-06T20:30:00Z"));
    }

    @Test
    void everyReleaseSince1992FollowsTheOneBeforeAndNoneComesBeforeItsReportDate() {
        Release release = calendar.nextRelease(at("1992-10-07T12:00"));
        while (release.reportDate().getYear() < 2040) {
            Release next = calendar.nextRelease(release.moment());
            assertThat(release.moment())
                    .isAfter(release.reportDate()
                            .atTime(23, 59)
                            .atZone(ReleaseCalendar.ZONE)
                            .toInstant());
            assertThat(next.moment()).isAfter(release.moment());
            assertThat(next.reportDate()).isAfter(release.reportDate());
            release = next;
        }
    }

    @Test
    void tellsTheLastAndTheNextRelease() {
        Release last = new Release(LocalDate.of(2026, 5, 12), at("2026-05-15T15:30"));
        Release next = new Release(LocalDate.of(2026, 5, 19), at("2026-05-22T15:30"));

        assertThat(calendar.lastRelease(at("2026-05-22T15:29"))).isEqualTo(last);
        assertThat(calendar.nextRelease(at("2026-05-22T15:29"))).isEqualTo(next);
        assertThat(calendar.lastRelease(at("2026-05-22T15:30"))).isEqualTo(next);
        assertThat(calendar.nextRelease(at("2026-05-22T15:30")).reportDate()).isEqualTo("2026-05-26");
    }

    @Test
    void expectsTheMondayWhereTuesdayIsAHoliday() {
        assertThat(calendar.nextRelease(at("2029-12-22T12:00")).reportDate()).isEqualTo("2029-12-24");
        assertThat(calendar.nextRelease(at("2025-12-09T16:00")).reportDate()).isEqualTo("2025-11-10");
    }

    @Test
    void waitsForTheFirstWeekAfterAShutdown() {
        assertThat(calendar.nextRelease(at("2025-10-10T12:00")))
                .isEqualTo(new Release(LocalDate.of(2025, 9, 30), at("2025-11-19T15:30")));
    }

    @Test
    void aWeekIsLateHalfAnHourAfterItsMoment() {
        Optional<LocalDate> before = Optional.of(LocalDate.of(2026, 5, 12));

        assertThat(calendar.isLate(before, at("2026-05-22T15:59"))).isFalse();
        assertThat(calendar.isLate(before, at("2026-05-22T16:00"))).isTrue();
        assertThat(calendar.isLate(Optional.of(LocalDate.of(2026, 5, 19)), at("2026-05-22T16:00")))
                .isFalse();
        assertThat(calendar.isLate(Optional.of(LocalDate.of(2026, 5, 18)), at("2026-05-22T16:00")))
                .as("Monday instead of Tuesday")
                .isFalse();
        assertThat(calendar.isLate(Optional.empty(), at("2026-05-22T16:00"))).isTrue();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ReleaseCalendar.ZONE).toInstant();
    }
}
