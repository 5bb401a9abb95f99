package cotinga.run;

import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunScopeTest {
    private static final Set<ReportVariant> ALL = EnumSet.allOf(ReportVariant.class);
    private static final LocalDate MONDAY = LocalDate.of(2026, 6, 15);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 6, 19);

    @Test
    void everythingIsEveryYearAndTheBundlesOfMissingYears() {
        RunScope everything = RunScope.everything();
        List<Archive> years = ArchivePlan.yearly(ALL, 1986, 2026);

        assertThat(everything.of(ALL)).isEqualTo(ALL);
        assertThat(everything.yearly(ALL, 1986, 2026)).isEqualTo(years);
        assertThat(everything.bundles(years, ALL)).isEqualTo(ArchivePlan.bundles(years));
    }

    @Test
    void weeklyFilesAreThoseOfSomeVariants() {
        RunScope scope = RunScope.weeklyFiles(Set.of(LEGACY_FO, TFF_FO));

        assertThat(scope.of(Set.of(LEGACY_FO, LEGACY_CO))).containsExactly(LEGACY_FO);
        assertThat(scope.yearly(ALL, 1986, 2026)).isEmpty();
        assertThat(scope.bundles(List.of(Archive.yearly(LEGACY_FO, 1990)), ALL)).isEmpty();
        assertThat(scope.kind().words()).isEqualTo("weekly files");
    }

    @Test
    void fiveFullChecksInAWeekRequestEveryOldYearOnceAndTheNewestYearsEachTime() {
        List<Archive> asked = new ArrayList<>();
        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(5)); day = day.plusDays(1)) {
            List<Archive> ofDay = RunScope.fullCheck(day, List.of()).yearly(ALL, 1986, 2026);
            assertThat(ofDay).hasSizeLessThan(70).containsAll(ArchivePlan.yearly(ALL, 2022, 2026));
            asked.addAll(ofDay);
        }
        asked.removeIf(archive -> archive.lastYear() >= 2022);

        assertThat(asked).containsExactlyInAnyOrderElementsOf(ArchivePlan.yearly(ALL, 1986, 2021));
    }

    @Test
    void fullChecksRequestStoredBundlesOnceAWeekInsteadOfTheirYears() {
        Archive bundle = Archive.bundle(TFF_FO, 2006, 2009);
        List<Archive> asked = new ArrayList<>();
        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(5)); day = day.plusDays(1)) {
            RunScope fullCheck = RunScope.fullCheck(day, List.of(bundle));
            asked.addAll(fullCheck.yearly(ALL, 1986, 2026));
            asked.addAll(fullCheck.bundles(List.of(Archive.yearly(LEGACY_FO, 1990)), ALL));
            assertThat(fullCheck.bundles(List.of(), Set.of(LEGACY_FO))).isEmpty();
        }

        assertThat(asked)
                .containsOnlyOnce(bundle, Archive.yearly(TFF_FO, 2010), Archive.yearly(LEGACY_FO, 2009))
                .doesNotContainAnyElementsOf(ArchivePlan.yearly(Set.of(TFF_FO), 2006, 2009));
    }

    @Test
    void fullChecksRequestTheZipOfAPartOfAYearBesideTheBundleThatHasTheWholeYear() {
        RunScope fullCheck = RunScope.fullCheck(FRIDAY, List.of(Archive.bundle(TFF_FO, 2006, 2010)));

        assertThat(fullCheck.yearly(Set.of(TFF_FO), 2006, 2016))
                .contains(Archive.yearly(TFF_FO, 2010))
                .doesNotContain(Archive.yearly(TFF_FO, 2009), Archive.yearly(TFF_FO, 2005));
        assertThat(fullCheck.bundles(List.of(), Set.of(TFF_FO))).containsExactly(Archive.bundle(TFF_FO, 2006, 2010));
    }

    @Test
    void isParsedFromTheRecordOfARun() {
        List<Archive> bundles = List.of(Archive.bundle(TFF_FO, 2006, 2009));
        for (RunScope scope : List.of(
                RunScope.everything(),
                RunScope.fullCheck(MONDAY, bundles),
                RunScope.weeklyFiles(Set.of(TFF_FO, LEGACY_FO)))) {
            assertThat(RunScope.of(scope.text(), bundles)).contains(scope);
        }
        assertThat(RunScope.weeklyFiles(Set.of(TFF_FO, LEGACY_FO)).text()).isEqualTo("weekly legacy/fo,tff/fo");
        assertThat(RunScope.fullCheck(MONDAY, bundles).text()).isEqualTo("full check 2026-06-15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inbox tff/fo 2025",
                "full check",
                "full check today",
                "weekly ",
                "weekly tff/fo,moon/co",
                "part"
            })
    void returnsNoScopeForARecordThatCannotResume(String text) {
        assertThat(RunScope.of(text, List.of())).isEmpty();
    }

    @Test
    void coversSmallerScopes() {
        RunScope everything = RunScope.everything();
        RunScope monday = RunScope.fullCheck(MONDAY, List.of());
        RunScope tuesday = RunScope.fullCheck(MONDAY.plusDays(1), List.of());
        RunScope two = RunScope.weeklyFiles(Set.of(LEGACY_FO, TFF_FO));
        RunScope one = RunScope.weeklyFiles(Set.of(TFF_FO));

        assertThat(List.of(everything, monday, two)).allMatch(everything::covers);
        assertThat(List.of(monday, tuesday, two)).allMatch(tuesday::covers);
        assertThat(List.of(everything, tuesday)).noneMatch(monday::covers);
        assertThat(List.of(one, two)).allMatch(two::covers);
        assertThat(List.of(two, monday, everything)).noneMatch(one::covers);
    }
}
