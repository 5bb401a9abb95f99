package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LEGACY_FO, deacot2021.zip, deafut.txt, deacot1986_2016.zip",
        "LEGACY_CO, deahistfo2021.zip, deacom.txt, deahistfo_1995_2016.zip",
        "DISAGG_FO, fut_disagg_txt_2021.zip, f_disagg.txt, fut_disagg_txt_hist_2006_2016.zip",
        "DISAGG_CO, com_disagg_txt_2021.zip, c_disagg.txt, com_disagg_txt_hist_2006_2016.zip",
        "TFF_FO, fut_fin_txt_2021.zip, FinFutWk.txt, fin_fut_txt_2006_2016.zip",
        "TFF_CO, com_fin_txt_2021.zip, FinComWk.txt, fin_com_txt_2006_2016.zip"
    })
    void hasThePathOfTheCftc(ReportVariant variant, String yearly, String weekly, String bundle) {
        assertThat(Archive.yearly(variant, 2021).path()).isEqualTo("/files/dea/history/" + yearly);
        assertThat(Archive.yearly(variant, 2021).fileName()).isEqualTo(yearly);
        assertThat(Archive.weekly(variant).path()).isEqualTo("/dea/newcot/" + weekly);
        assertThat(Archive.weekly(variant).fileName()).isEqualTo(weekly);
        assertThat(Archive.bundle(variant, 2006, 2009).path()).isEqualTo("/files/dea/history/" + bundle);
        assertThat(Archive.bundle(variant, 2006, 2009).fileName()).isEqualTo(bundle);
    }

    @Test
    void hasALabelForMessages() {
        assertThat(Archive.yearly(ReportVariant.LEGACY_FO, 2021).label()).isEqualTo("legacy/fo 2021");
        assertThat(Archive.weekly(ReportVariant.LEGACY_FO).label()).isEqualTo("legacy/fo current week");
        assertThat(Archive.bundle(ReportVariant.LEGACY_FO, 1986, 2016).label()).isEqualTo("legacy/fo 1986-2016 bundle");
    }

    @Test
    void hasAHeaderUnlessItIsTheCurrentWeek() {
        assertThat(Archive.yearly(ReportVariant.TFF_CO, 2021).hasHeader()).isTrue();
        assertThat(Archive.bundle(ReportVariant.TFF_CO, 2006, 2016).hasHeader()).isTrue();
        assertThat(Archive.weekly(ReportVariant.TFF_CO).hasHeader()).isFalse();
    }

    @Test
    void includesOnlyTheRequestedYearsOfABundleAndEverythingOfOtherArchives() {
        Archive bundle = Archive.bundle(ReportVariant.DISAGG_FO, 2007, 2009);
        assertThat(Stream.of("2006-12-31", "2007-01-01", "2009-12-31", "2010-01-01")
                        .map(date -> bundle.includes(epochDay(date))))
                .containsExactly(false, true, true, false);
        assertThat(Archive.yearly(ReportVariant.DISAGG_FO, 2021).includes(epochDay("2020-12-29")))
                .isTrue();
        assertThat(Archive.weekly(ReportVariant.DISAGG_FO).includes(epochDay("2020-12-29")))
                .isTrue();
    }

    @Test
    void hasAPartOfItsYearIfItIsTheFirstOfTff() {
        assertThat(Stream.of(ReportVariant.values())
                        .flatMap(variant -> Stream.of(2009, 2010, 2011).map(year -> Archive.yearly(variant, year)))
                        .filter(Archive::isPartOfYear))
                .containsExactly(
                        Archive.yearly(ReportVariant.TFF_FO, 2010), Archive.yearly(ReportVariant.TFF_CO, 2010));
        assertThat(Archive.bundle(ReportVariant.TFF_FO, 2010, 2010).isPartOfYear())
                .isFalse();
    }

    @Test
    void mayBeAbsentInTheRunningYearOnlyUntilTheEndOfJanuary() {
        Archive archive = Archive.yearly(ReportVariant.LEGACY_FO, 2027);
        assertThat(archive.absenceIsNormal(LocalDate.of(2027, 1, 1))).isTrue();
        assertThat(archive.absenceIsNormal(LocalDate.of(2027, 1, 31))).isTrue();
        assertThat(archive.absenceIsNormal(LocalDate.of(2027, 2, 1))).isFalse();
        assertThat(archive.absenceIsNormal(LocalDate.of(2028, 1, 1))).isFalse();
        assertThat(archive.absenceIsNormal(LocalDate.of(2026, 12, 31))).isTrue();
    }

    @Test
    void mayBeAbsentInYearsOfTheBundleOrWithoutData() {
        assertThat(Archive.yearly(ReportVariant.DISAGG_FO, 2005).absenceIsNormal(TODAY))
                .isTrue();
        assertThat(Archive.yearly(ReportVariant.DISAGG_FO, 2009).absenceIsNormal(TODAY))
                .isTrue();
        assertThat(Archive.yearly(ReportVariant.DISAGG_FO, 2016).absenceIsNormal(TODAY))
                .isTrue();
        assertThat(Archive.yearly(ReportVariant.DISAGG_FO, 2017).absenceIsNormal(TODAY))
                .isFalse();
    }

    @Test
    void mayNotBeAbsentAsABundleOrAsTheCurrentWeek() {
        assertThat(Archive.bundle(ReportVariant.TFF_FO, 2006, 2016).absenceIsNormal(TODAY))
                .isFalse();
        assertThat(Archive.weekly(ReportVariant.TFF_FO).absenceIsNormal(LocalDate.of(2027, 1, 5)))
                .isFalse();
    }

    @Test
    void knowsTheFirstYearOfEachVariant() {
        assertThat(Arrays.stream(ReportVariant.values()).map(Archive::dataBegin))
                .containsExactly(1986, 1995, 2006, 2006, 2006, 2006, 2006);
    }

    @Test
    void rejectsInvalidYears() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Archive.bundle(ReportVariant.TFF_FO, 2016, 2006))
                .withMessage("Found an archive from 2016 to 2006, expected the earlier year first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Archive(ReportVariant.TFF_FO, ArchiveKind.YEARLY, 2006, 2007))
                .withMessage("Found a yearly archive of 2006 to 2007, expected a single year");
    }

    private static int epochDay(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
