package cotinga.release;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.NewYork;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstReleasesTest {
    private final FirstReleases releases = FirstReleases.shipped();

    @ParameterizedTest
    @CsvSource({
        "disagg, 2006-06-13, 2010-05-07",
        "disagg, 2009-11-24, 2010-05-07",
        "disagg, 2009-12-01,",
        "tff, 2006-06-13, 2010-12-03",
        "tff, 2010-07-13, 2010-12-03",
        "tff, 2010-07-20,",
        "cit, 2006-01-03, 2007-01-05",
        "cit, 2006-12-26, 2007-01-05",
        "cit, 2007-01-03,",
        "legacy, 1986-01-15,"
    })
    void areThoseOfTheHistoriesThatCameWithNewReportTypes(String reportType, LocalDate reportDate, LocalDate day) {
        assertThat(releases.publishedOn(reportType, reportDate).orElse(null)).isEqualTo(day);
    }

    @Test
    void noWeekCountsAsPublishedBeforeItsReportTypeExisted() {
        ReleaseCalendar calendar = ReleaseCalendar.shipped();
        for (ReportVariant variant : ReportVariant.values()) {
            assertThat(LocalDate.of(1986, 1, 1)
                            .datesUntil(LocalDate.of(2026, 12, 31))
                            .map(day -> calendar.publishedAt(variant, day)))
                    .as(variant.path())
                    .allSatisfy(moment -> assertThat(LocalDate.ofInstant(moment, NewYork.ZONE))
                            .isAfterOrEqualTo(firstRelease(variant)));
        }
    }

    private static LocalDate firstRelease(ReportVariant variant) {
        return switch (variant) {
            case LEGACY_FO, LEGACY_CO -> LocalDate.of(1986, 2, 12);
            case DISAGG_FO, DISAGG_CO -> LocalDate.of(2009, 12, 4);
            case TFF_FO, TFF_CO -> LocalDate.of(2010, 7, 23);
            case CIT_CO -> LocalDate.of(2007, 1, 5);
        };
    }
}
