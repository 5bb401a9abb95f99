package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveNameTest {
    @ParameterizedTest
    @EnumSource
    void knowsTheNameOfEveryArchive(ReportVariant variant) throws ArchiveException {
        Archive year = Archive.yearly(variant, 2021);
        Archive bundle = Archive.bundle(variant, 2007, 2016);

        assertThat(ArchiveName.archive(year.fileName(), 2007, 2026)).isEqualTo(year);
        assertThat(ArchiveName.archive(bundle.fileName(), 2007, 2026)).isEqualTo(bundle);
        assertThat(ArchiveName.archive(Archive.weekly(variant).fileName(), 2007, 2026))
                .isEqualTo(Archive.weekly(variant));
    }

    @ParameterizedTest
    @CsvSource({
        "deacot2026 (1).zip, legacy/fo 2026",
        "deacot2026(12).zip, legacy/fo 2026",
        "DEACOT2026.ZIP, legacy/fo 2026",
        "fut_disagg_txt_2026 (3).zip, disagg/fo 2026",
        "finfutwk (1).txt, tff/fo current week",
        "deahistfo_1995_2016 (1).zip, legacy/co 2004-2016 bundle"
    })
    void knowsACopyAsBrowsersNameIt(String name, String label) throws ArchiveException {
        assertThat(ArchiveName.archive(name, 2004, 2026).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annual.txt",
                "deacot26.zip",
                "deacot2026.txt",
                "deacot2026.zip.zip",
                "dea_cit_xls_2026.zip",
                "f_disagg.zip",
                "../deacot2026.zip",
                ""
            })
    void rejectsOtherNamesAndListsTheKnownOnes(String name) {
        assertThatThrownBy(() -> ArchiveName.archive(name, 2004, 2026))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("deacot{year}.zip, deafut.txt, deacot1986_2016.zip, deahistfo{year}.zip")
                .hasMessageEndingWith("copy it into the inbox again.");
    }

    @Test
    void rejectsABundleWithoutYearsToStore() {
        assertThatThrownBy(() -> ArchiveName.archive("deacot1986_2016.zip", 2022, 2026))
                .hasMessage("deacot1986_2016.zip: found weeks up to 2016, expected some of the years 2022 to 2026. "
                        + "Set cotinga.cftc.first-year to an earlier year and copy the file into the inbox again.");
    }
}
