package cotinga.release;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.NewYork;
import cotinga.report.ReportVariant;
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
        assertThat(RuleAlone.calendar().publishedAt(LEGACY_FO, reportDate))
                .as(why)
                .isEqualTo(at(day + "T15:30"));
        assertThat(calendar.publishedAt(LEGACY_FO, reportDate)).as(why).isEqualTo(at(day + "T15:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "2004-04-12, 2004-04-16",
        "2004-06-01, 2004-06-04",
        "2004-06-08, 2004-06-14",
        "2004-06-15, 2004-06-18",
        "2007-01-03, 2007-01-08",
        "2008-12-22, 2008-12-29",
        "2009-11-09, 2009-11-13",
        "2013-10-01, 2013-10-25",
        "2013-10-08, 2013-11-01",
        "2013-10-22, 2013-11-08",
        "2013-10-29, 2013-11-08",
        "2013-11-05, 2013-11-08",
        "2014-07-01, 2014-07-04",
        "2014-12-16, 2014-12-19",
        "2014-12-23, 2014-12-30",
        "2014-12-30, 2015-01-05",
        "2018-12-04, 2018-12-10",
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
    void knowsTheLateWeeksAndTheirNeighbours(LocalDate reportDate, LocalDate day) {
        assertThat(calendar.publishedAt(LEGACY_FO, reportDate)).isEqualTo(at(day + "T15:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "1986-01-15, 1986-02-12, the 12th of the following month",
        "1986-01-31, 1986-02-12, also from a longer month",
        "1989-12-29, 1990-01-12, the last of 1989",
        "1990-01-15, 1990-02-12, the sixth working day came at some time in 1990",
        "1990-12-31, 1991-01-14, the 12th was a Saturday",
        "1991-01-15, 1991-01-24, the sixth working day after Martin Luther King's",
        "1992-09-15, 1992-09-23, the sixth working day",
        "1992-09-30, 1992-10-08, the last report of those made twice a month",
        "1992-10-06, 1992-10-16, every two weeks: the Friday of the week after",
        "1995-07-03, 1995-07-14, a Monday",
        "1997-12-19, 1998-01-05, a Friday: with the Tuesday after",
        "2000-12-26, 2001-01-05, the last year of reports every two weeks",
        "2001-01-02, 2001-01-05, every week",
        "2001-12-21, 2001-12-28, a Friday in place of the Tuesday after",
        "2001-12-28, 2002-01-04, likewise",
        "2003-02-14, 2003-02-21, a Friday beside the Tuesday"
    })
    void publishesLaterOrLessOftenUntil2000(LocalDate reportDate, LocalDate day, String why) {
        assertThat(calendar.publishedAt(LEGACY_FO, reportDate)).as(why).isEqualTo(at(day + "T15:30"));
    }

    @ParameterizedTest
    @CsvSource({
        "TFF_CO, 2014-04-22, 2014-04-28",
        "TFF_FO, 2014-04-22, 2014-04-25",
        "LEGACY_CO, 2014-04-22, 2014-04-25",
        "TFF_CO, 2014-04-29, 2014-05-02",
        "DISAGG_FO, 2006-06-13, 2010-05-07",
        "DISAGG_CO, 2009-11-24, 2010-05-07",
        "DISAGG_FO, 2009-12-01, 2009-12-04",
        "TFF_CO, 2006-06-13, 2010-12-03",
        "TFF_FO, 2010-07-13, 2010-12-03",
        "TFF_CO, 2010-07-20, 2010-07-23",
        "LEGACY_FO, 2006-06-13, 2006-06-16"
    })
    void differsByVariant(ReportVariant variant, LocalDate reportDate, LocalDate day) {
        assertThat(calendar.publishedAt(variant, reportDate)).isEqualTo(at(day + "T15:30"));
    }

    @Test
    void aVariantCanBeLateAlone() {
        Optional<LocalDate> before = Optional.of(LocalDate.of(2014, 4, 15));
        Instant saturday = at("2014-04-26T12:00");

        assertThat(calendar.isLate(ReportVariant.TFF_FO, before, saturday)).isTrue();
        assertThat(calendar.isLate(ReportVariant.TFF_CO, before, saturday)).isFalse();
        assertThat(calendar.isLate(ReportVariant.TFF_CO, before, at("2014-04-28T16:00")))
                .isTrue();
        assertThat(calendar.nextRelease(ReportVariant.TFF_FO, saturday).reportDate())
                .isEqualTo("2014-04-29");
        assertThat(calendar.nextRelease(ReportVariant.TFF_CO, saturday))
                .isEqualTo(new Release(LocalDate.of(2014, 4, 22), at("2014-04-28T15:30")));
    }

    @Test
    void followsTheClocksOfNewYorkThroughTheYear() {
        assertThat(calendar.publishedAt(LEGACY_FO, LocalDate.of(2026, 3, 3)))
                .isEqualTo(Instant.parse("2026-03-06T20:30:00Z"));
        assertThat(calendar.publishedAt(LEGACY_FO, LocalDate.of(2026, 3, 10)))
                .isEqualTo(Instant.parse("2026-03-13T19:30:00Z"));
        assertThat(calendar.publishedAt(LEGACY_FO, LocalDate.of(2026, 10, 27)))
                .isEqualTo(Instant.parse("2026-10-30T19:30:00Z"));
        assertThat(calendar.publishedAt(LEGACY_FO, LocalDate.of(2026, 11, 3)))
                .isEqualTo(Instant.parse("2026-11-06T20:30:00Z"));
    }

    @Test
    void everyReleaseSince1992FollowsTheOneBeforeAndNoneComesBeforeItsReportDate() {
        Release release = calendar.nextRelease(LEGACY_FO, at("1992-10-07T12:00"));
        while (release.reportDate().getYear() < 2040) {
            Release next = calendar.nextRelease(LEGACY_FO, release.moment());
            assertThat(release.moment())
                    .isAfter(release.reportDate()
                            .atTime(23, 59)
                            .atZone(NewYork.ZONE)
                            .toInstant());
            assertThat(next.moment()).isAfter(release.moment());
            assertThat(next.reportDate()).isAfter(release.reportDate());
            release = next;
        }
    }

    @Test
    void returnsTheLastAndTheNextRelease() {
        Release last = new Release(LocalDate.of(2026, 5, 12), at("2026-05-15T15:30"));
        Release next = new Release(LocalDate.of(2026, 5, 19), at("2026-05-22T15:30"));

        assertThat(calendar.lastRelease(LEGACY_FO, at("2026-05-22T15:29"))).isEqualTo(last);
        assertThat(calendar.nextRelease(LEGACY_FO, at("2026-05-22T15:29"))).isEqualTo(next);
        assertThat(calendar.lastRelease(LEGACY_FO, at("2026-05-22T15:30"))).isEqualTo(next);
        assertThat(calendar.nextRelease(LEGACY_FO, at("2026-05-22T15:30")).reportDate())
                .isEqualTo("2026-05-26");
    }

    @Test
    void expectsTheMondayWhereTuesdayIsAHoliday() {
        assertThat(calendar.nextRelease(LEGACY_FO, at("2029-12-22T12:00")).reportDate())
                .isEqualTo("2029-12-24");
        assertThat(calendar.nextRelease(LEGACY_FO, at("2025-12-09T16:00")).reportDate())
                .isEqualTo("2025-11-10");
    }

    @Test
    void waitsForTheFirstWeekAfterAShutdown() {
        assertThat(calendar.nextRelease(LEGACY_FO, at("2025-10-10T12:00")))
                .isEqualTo(new Release(LocalDate.of(2025, 9, 30), at("2025-11-19T15:30")));
    }

    @Test
    void aWeekIsLateHalfAnHourAfterItsMoment() {
        Optional<LocalDate> before = Optional.of(LocalDate.of(2026, 5, 12));

        assertThat(calendar.isLate(LEGACY_FO, before, at("2026-05-22T15:59"))).isFalse();
        assertThat(calendar.isLate(LEGACY_FO, before, at("2026-05-22T16:00"))).isTrue();
        assertThat(calendar.isLate(LEGACY_FO, Optional.of(LocalDate.of(2026, 5, 19)), at("2026-05-22T16:00")))
                .isFalse();
        assertThat(calendar.isLate(LEGACY_FO, Optional.of(LocalDate.of(2026, 5, 18)), at("2026-05-22T16:00")))
                .as("Monday instead of Tuesday")
                .isFalse();
        assertThat(calendar.isLate(LEGACY_FO, Optional.empty(), at("2026-05-22T16:00")))
                .isTrue();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(NewYork.ZONE).toInstant();
    }
}
