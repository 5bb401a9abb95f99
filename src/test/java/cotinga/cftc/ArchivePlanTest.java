package cotinga.cftc;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivePlanTest {
    @Test
    void plansYearlyArchivesByYearAndThenByVariant() {
        assertThat(ArchivePlan.yearly(List.of(TFF_FO, LEGACY_FO, TFF_FO), 2024, 2025))
                .extracting(Archive::label)
                .containsExactly("legacy/fo 2024", "tff/fo 2024", "legacy/fo 2025", "tff/fo 2025");
    }

    @Test
    void plansNoYearBeforeAVariantsFirst() {
        assertThat(ArchivePlan.yearly(List.of(LEGACY_FO, LEGACY_CO, DISAGG_FO), 1980, 2006))
                .filteredOn(archive -> archive.variant() != LEGACY_FO)
                .hasSize(12 + 1)
                .extracting(Archive::label)
                .startsWith("legacy/co 1995")
                .endsWith("legacy/co 2006", "disagg/fo 2006");
    }

    @Test
    void plansNothingWhenTheLastYearIsBeforeTheFirst() {
        assertThat(ArchivePlan.yearly(List.of(LEGACY_FO), 2025, 2024)).isEmpty();
    }

    @Test
    void plansOneBundlePerVariantFromTheEarliestToTheLatestMissingYear() {
        List<Archive> missing = List.of(
                Archive.yearly(DISAGG_FO, 2009),
                Archive.yearly(DISAGG_FO, 2007),
                Archive.yearly(LEGACY_FO, 2003),
                Archive.yearly(DISAGG_FO, 2017));
        assertThat(ArchivePlan.bundles(missing))
                .containsExactly(Archive.bundle(LEGACY_FO, 2003, 2003), Archive.bundle(DISAGG_FO, 2007, 2009));
    }

    @Test
    void plansNoBundleForYearsOutsideOfIt() {
        assertThat(ArchivePlan.bundles(List.of(
                        Archive.yearly(DISAGG_FO, 2005), Archive.yearly(DISAGG_FO, 2017), Archive.weekly(DISAGG_FO))))
                .isEmpty();
    }

    @Test
    void plansTheCurrentWeekOfEveryVariant() {
        assertThat(ArchivePlan.weekly(List.of(TFF_FO, LEGACY_FO)))
                .containsExactly(Archive.weekly(LEGACY_FO), Archive.weekly(TFF_FO));
    }
}
