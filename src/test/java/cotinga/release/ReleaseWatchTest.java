package cotinga.release;

import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.NewYork;
import cotinga.release.ReleaseCheckPlan.Reason;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On Friday 12 June 2026 the week of 9 June is expected. */
class ReleaseWatchTest {
    private static final LocalDate BEFORE = LocalDate.of(2026, 6, 2);
    private static final LocalDate NEW = LocalDate.of(2026, 6, 9);
    private static final Set<ReportVariant> ALL = EnumSet.of(LEGACY_FO, DISAGG_FO, TFF_FO);

    private final ReleaseWatch watch = new ReleaseWatch(ReleaseCalendar.shipped(), ALL);
    private final Map<ReportVariant, LocalDate> newest = new EnumMap<>(ReportVariant.class);
    private final Map<ReportVariant, Instant> checkedAt = new EnumMap<>(ReportVariant.class);
    private final Set<ReportVariant> failing = EnumSet.noneOf(ReportVariant.class);
    private Optional<Instant> newsAt = Optional.of(at("2026-06-05T15:31"));

    ReleaseWatchTest() {
        ALL.forEach(variant -> newest.put(variant, BEFORE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-12T15:24", // before the window
                "2026-06-12T20:01", // after it
                "2026-06-13T15:30", // a Saturday
                "2026-06-11T15:30", // nothing is expected on this Thursday
                "2026-06-10T17:30"
            })
    void plansNoCheckWhileNoReleaseIsExpected(String moment) {
        assertThat(plan(moment)).isEqualTo(ReleaseCheckPlan.none());
    }

    @Test
    void checksEachFileBeforeTheTimeOfTheRelease() {
        assertThat(plan("2026-06-12T15:25")).isEqualTo(new ReleaseCheckPlan(Reason.OPENING, ALL, Set.of()));

        looked("2026-06-12T15:25", ALL);
        assertThat(plan("2026-06-12T15:26")).isEqualTo(ReleaseCheckPlan.none());
    }

    @Test
    void checksEachFileOnceAfterALateStart() {
        looked("2026-06-11T17:05", ALL);

        assertThat(plan("2026-06-12T16:10").reason()).isEqualTo(Reason.OPENING);
        looked("2026-06-12T16:10", ALL);
        assertThat(plan("2026-06-12T16:10")).isEqualTo(ReleaseCheckPlan.none());
        assertThat(plan("2026-06-12T16:11").reason()).isEqualTo(Reason.PROBE);
    }

    @Test
    void checksTheProbeEachMinuteUntilFiveAndThenEachQuarterOfAnHourUntilEight() {
        looked("2026-06-12T15:25", ALL);
        int asked = 0;
        for (LocalDateTime minute = LocalDateTime.parse("2026-06-12T15:25");
                minute.isBefore(LocalDateTime.parse("2026-06-12T23:00"));
                minute = minute.plusMinutes(1)) {
            ReleaseCheckPlan looks = plan(minute + ":07");
            if (!looks.first().isEmpty()) {
                assertThat(looks)
                        .isEqualTo(new ReleaseCheckPlan(Reason.PROBE, Set.of(LEGACY_FO), Set.of(DISAGG_FO, TFF_FO)));
                looked(minute + ":07", looks.first());
                asked++;
            }
        }
        assertThat(asked).isEqualTo(91 + 12);
        assertThat(checkedAt.get(LEGACY_FO)).isEqualTo(at("2026-06-12T20:00:07"));
    }

    @Test
    void checksLateInAQuarterOfAnHourRatherThanNever() {
        looked("2026-06-12T17:00", ALL);

        assertThat(plan("2026-06-12T17:14").first()).isEmpty();
        assertThat(plan("2026-06-12T17:19").first()).containsExactly(LEGACY_FO);
    }

    @Test
    void checksTheFilesThatLackTodaysWeek() {
        looked("2026-06-12T15:31", ALL);
        newest.put(LEGACY_FO, NEW);
        newsAt = Optional.of(at("2026-06-12T15:31:02"));

        assertThat(plan("2026-06-12T15:32"))
                .isEqualTo(new ReleaseCheckPlan(Reason.LACKING, Set.of(DISAGG_FO, TFF_FO), Set.of()));
        looked("2026-06-12T17:00", ALL);
        assertThat(plan("2026-06-12T17:14").first()).isEmpty();
        assertThat(plan("2026-06-12T17:15").reason()).isEqualTo(Reason.LACKING);
    }

    @Test
    void plansNoCheckWhenAllHaveTheWeek() {
        ALL.forEach(variant -> newest.put(variant, NEW));
        newest.put(TFF_FO, NEW.minusDays(1));

        assertThat(plan("2026-06-12T15:32")).isEqualTo(ReleaseCheckPlan.none());
    }

    @Test
    void checksOneOfTheFilesBehindOnLaterDays() {
        newest.put(DISAGG_FO, NEW);
        newsAt = Optional.of(at("2026-06-12T15:31:02"));
        looked("2026-06-15T15:25", ALL);

        assertThat(plan("2026-06-15T15:30"))
                .isEqualTo(new ReleaseCheckPlan(Reason.PROBE, Set.of(LEGACY_FO), Set.of(TFF_FO)));
    }

    @Test
    void checksOnEveryWorkingDayWhileAWeekIsOverdue() {
        looked("2026-06-15T15:25", ALL);
        assertThat(plan("2026-06-15T15:30").reason()).isEqualTo(Reason.PROBE);
        looked("2026-06-18T15:25", ALL);
        assertThat(plan("2026-06-18T15:30").reason()).isEqualTo(Reason.PROBE);
        assertThat(plan("2026-06-19T15:30")).as("Juneteenth").isEqualTo(ReleaseCheckPlan.none());
    }

    @Test
    void choosesAProbeThatRespondsAndIsNotBehind() {
        looked("2026-06-12T15:30", ALL);
        failing.add(LEGACY_FO);
        assertThat(plan("2026-06-12T15:31").first()).containsExactly(DISAGG_FO);

        newest.put(DISAGG_FO, BEFORE.minusWeeks(1));
        assertThat(plan("2026-06-12T15:31").first()).containsExactly(TFF_FO);

        failing.addAll(ALL);
        assertThat(plan("2026-06-12T15:31").first()).containsExactly(LEGACY_FO);
    }

    @Test
    void checksWithAnEmptyStore() {
        newest.clear();
        newsAt = Optional.empty();

        assertThat(plan("2026-06-15T15:30").first()).isEqualTo(ALL);
    }

    @Test
    void doesNotCheckAVariantThatIsExpectedOnALaterDay() {
        ReleaseWatch both = new ReleaseWatch(ReleaseCalendar.shipped(), EnumSet.of(TFF_FO, TFF_CO));
        Map<ReportVariant, LocalDate> stored =
                Map.of(TFF_FO, LocalDate.of(2014, 4, 22), TFF_CO, LocalDate.of(2014, 4, 15));
        Optional<Instant> friday = Optional.of(at("2014-04-25T15:31"));

        assertThat(both.plan(at("2014-04-25T15:32"), new WatchState(stored, Map.of(), Set.of(), friday)))
                .isEqualTo(ReleaseCheckPlan.none());
        assertThat(both.plan(at("2014-04-28T15:32"), new WatchState(stored, Map.of(), Set.of(), friday))
                        .first())
                .containsExactly(TFF_CO);
    }

    private ReleaseCheckPlan plan(String moment) {
        return watch.plan(at(moment), new WatchState(newest, checkedAt, failing, newsAt));
    }

    private void looked(String moment, Set<ReportVariant> variants) {
        variants.forEach(variant -> checkedAt.put(variant, at(moment)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(NewYork.ZONE).toInstant();
    }
}
