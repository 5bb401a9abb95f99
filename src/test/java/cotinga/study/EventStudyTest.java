package cotinga.study;

import static cotinga.study.NoReturn.BEYOND_LAST_PRICE;
import static cotinga.study.NoReturn.NOT_POSITIVE;
import static cotinga.study.NoReturn.NO_PRICE;
import static cotinga.study.StudyExamples.condition;
import static cotinga.study.StudyExamples.fridays;
import static cotinga.study.StudyExamples.published;
import static cotinga.study.StudyExamples.returns;
import static cotinga.study.StudyExamples.sessions;
import static cotinga.study.StudyExamples.study;
import static cotinga.study.StudyExamples.weekdays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import cotinga.measure.Sessions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStudyTest {
    private static final Offset<Double> EXACT = within(1e-10);

    /**
     * The two sessions after each of six publications; January 19 and February 16 are holidays. From one session to the next, the weeks
     * return 10, −10, 5, −50 and 0 percent, and the last one has no second session.
     */
    private static final Sessions PAIRS = sessions(
            "2026-01-12 100",
            "2026-01-14 110",
            "2026-01-20 110",
            "2026-01-21 99",
            "2026-01-26 120",
            "2026-01-28 126",
            "2026-02-02 126",
            "2026-02-04 63",
            "2026-02-09 63",
            "2026-02-11 63",
            "2026-02-17 80");

    @Test
    void summarizesTheReturnsAfterEpisodes() {
        EventStudy study = study("+-+--?", PAIRS, "1s");
        HorizonResult result = study.horizons().get(0);
        Summary summary = result.summary();

        assertThat(study.weeks()).isEqualTo(6);
        assertThat(study.definedWeeks()).isEqualTo(5);
        assertThat(study.episodes())
                .extracting(Episode::firstWeek, Episode::weeks, Episode::entry)
                .containsExactly(tuple(0, 1, LocalDate.of(2026, 1, 12)), tuple(2, 1, LocalDate.of(2026, 1, 26)));
        assertThat(study.episodes().get(1).returns().get(0).exit()).isEqualTo(LocalDate.of(2026, 1, 28));
        assertThat(summary.episodes()).isEqualTo(2);
        assertThat(summary.isFew()).isTrue();
        assertThat(summary.share()).isEqualTo(100.0);
        assertThat(summary.shareInterval().low()).isCloseTo(34.238023, within(1e-6));
        assertThat(summary.shareInterval().high()).isEqualTo(100.0);
        assertThat(summary.mean()).isCloseTo(7.5, EXACT);
        assertThat(summary.worst()).isCloseTo(5, EXACT);
        assertThat(summary.lowerQuartile()).isCloseTo(6.25, EXACT);
        assertThat(summary.median()).isCloseTo(7.5, EXACT);
        assertThat(summary.upperQuartile()).isCloseTo(8.75, EXACT);
        assertThat(summary.best()).isCloseTo(10, EXACT);
        assertThat(summary.overlapping()).isZero();
        assertThat(summary.withPossibleRoll()).isZero();
    }

    @Test
    void comparesWithAllWeeks() {
        BaseRate base = study("+-+--?", PAIRS, "1s").horizons().get(0).baseRate();
        assertThat(base.weeks()).isEqualTo(5);
        assertThat(base.share()).isEqualTo(40.0);
        assertThat(base.mean()).isCloseTo(-9, EXACT);
        assertThat(study("??+???", PAIRS, "1s").horizons().get(0).baseRate())
                .as("the condition does not matter")
                .isEqualTo(base);
    }

    /**
     * The distances from the base rates, 40 % positive and a mean of −9 %, are 60 and 16.5. The rotations by 1 to 4 weeks have episodes
     * with the returns (−10, −50), (5, 0), (10, −50) and (−10, 0), so their shares are 40, 10, 10, 40 away and their means 21, 11.5, 11, 4.
     */
    @Test
    void comparesWithAllRotations() {
        NullModel nullModel = study("+-+--?", PAIRS, "1s").horizons().get(0).nullModel();
        assertThat(nullModel).isEqualTo(new NullModel(4, 1.0 / 5, 2.0 / 5));
    }

    /** The rotations of one week have the returns −10, 5, −50, 0 and none: 19, 14, 41 and 9 are compared with 19. */
    @Test
    void leavesOutRotationsWithoutAReturn() {
        NullModel nullModel = study("+-----", PAIRS, "1s").horizons().get(0).nullModel();
        assertThat(nullModel).isEqualTo(new NullModel(4, 2.0 / 5, 2.0 / 5));
    }

    @Test
    void countsAnEpisodeOnceOnItsFirstWeek() {
        EventStudy study = study("++?+--", PAIRS, "1s");
        assertThat(study.episodes())
                .extracting(Episode::firstWeek, Episode::weeks)
                .containsExactly(tuple(0, 2), tuple(3, 1));
        assertThat(returns(study)).map(found -> Math.round((double) found)).containsExactly(10L, -50L);
    }

    @Test
    void isOneEpisodeIfAlwaysTrue() {
        HorizonResult result = study("++++++", PAIRS, "1s").horizons().get(0);
        assertThat(result.summary().episodes()).isEqualTo(1);
        assertThat(result.summary().mean()).isCloseTo(10, EXACT);
        assertThat(result.nullModel()).as("all rotations are equal").isEqualTo(new NullModel(5, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"------", "??????", "?-?-?-", "''"})
    void hasNoEpisodesIfNeverTrue(String weeks) {
        EventStudy study = study(weeks, PAIRS, "1s");
        Summary summary = study.horizons().get(0).summary();
        assertThat(study.episodes()).isEmpty();
        assertThat(summary.episodes()).isZero();
        assertThat(summary.isFew()).isTrue();
        assertThat(DoubleStream.of(
                        summary.share(),
                        summary.shareInterval().low(),
                        summary.shareInterval().high(),
                        summary.mean(),
                        summary.worst(),
                        summary.lowerQuartile(),
                        summary.median(),
                        summary.upperQuartile(),
                        summary.best()))
                .containsOnly(Double.NaN);
        assertThat(study.horizons().get(0).nullModel()).isEqualTo(NullModel.NONE);
        assertThat(study.horizons().get(0).baseRate().weeks()).isEqualTo(weeks.isEmpty() ? 0 : 5);
    }

    @Test
    void comparesOneDefinedWeekWithNothing() {
        assertThat(study("??+???", PAIRS, "1s").horizons().get(0).nullModel()).isEqualTo(new NullModel(0, 1, 1));
    }

    @Test
    void hasNoReturnsWithoutPrices() {
        EventStudy study = study("+-+", Sessions.NONE, "1s,1w");
        assertThat(returns(study)).containsExactly(NO_PRICE, NO_PRICE);
        assertThat(study.episodes()).extracting(Episode::entry).containsOnlyNulls();
        assertThat(study.horizons()).allSatisfy(result -> {
            assertThat(result.baseRate()).isEqualTo(new BaseRate(0, Double.NaN, Double.NaN));
            assertThat(result.nullModel()).isEqualTo(NullModel.NONE);
        });
        assertThat(study.possibleRolls()).isEmpty();
    }

    @Test
    void hasNoReturnsWithOnePrice() {
        EventStudy study = study("+-+", sessions("2026-01-12 100"), "1s");
        assertThat(returns(study)).containsExactly(BEYOND_LAST_PRICE, BEYOND_LAST_PRICE);
        assertThat(study.episodes()).extracting(Episode::entry).containsExactly(LocalDate.of(2026, 1, 12), null);
    }

    /** A condition that is published on Friday is known in none of the closes of that week. */
    @Test
    void doesNotTakeAProfitBeforeThePublication() {
        int weeks = 30;
        double[] closes = new double[5 * weeks + 15];
        boolean[] rises = new boolean[weeks];
        IntStream.range(0, weeks).forEach(week -> rises[week] = week * week % 7 < 3);
        double price = 100;
        for (int week = 0; week < weeks; week++) {
            // constant on Monday and Tuesday, up or down on Wednesday, Thursday and Friday, constant until the next
            // Tuesday
            for (int day = 0; day < 5; day++) {
                price *= day < 2 ? 1 : rises[week] ? 1.05 : 0.95;
                closes[5 * week + day] = price;
            }
        }
        Arrays.fill(closes, 5 * weeks, closes.length, price);
        String condition = IntStream.range(0, weeks)
                .mapToObj(week -> rises[week] ? "+" : "-")
                .reduce("", String::concat);
        EventStudy study = study(condition, weekdays("2026-01-05", closes), "1s");

        assertThat(returns(study)).hasSizeGreaterThan(5).containsOnly(0.0);
        assertThat(study.horizons().get(0).baseRate()).isEqualTo(new BaseRate(weeks, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-09T15:30, 2026-01-12",
        "2026-01-09T23:30, 2026-01-12",
        "2026-01-11T23:59, 2026-01-12",
        "2026-01-12T00:00, 2026-01-13",
        "2026-01-12T15:30, 2026-01-13",
    })
    void entersAfterTheDayOfThePublicationInNewYork(String time, String entry) {
        EventStudy study = EventStudy.of(
                published(time),
                condition("+"),
                new StudyPrices(weekdays("2026-01-05", 1, 2, 3, 4, 5, 6, 7, 8)),
                Horizon.list("1s"));
        assertThat(study.episodes()).extracting(Episode::entry).containsExactly(LocalDate.parse(entry));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-16, 2026-01-16", "2026-01-17,"})
    void needsASessionInThe7DaysAfterThePublication(String session, LocalDate entry) {
        EventStudy study = study("+", sessions("2026-01-08 9", session + " 10", "2026-01-20 11"), "1s");
        assertThat(study.episodes()).extracting(Episode::entry).containsExactly(entry);
        assertThat(returns(study).get(0)).isEqualTo(entry == null ? NO_PRICE : 100 * (11.0 / 10 - 1));
    }

    @Test
    void leavesOutWeeksBeforeTheFirstPrice() {
        EventStudy study = study("+-+--?", sessions("2026-01-26 120", "2026-01-28 126"), "1s");
        assertThat(returns(study).get(0)).isEqualTo(NO_PRICE);
        assertThat(study.horizons().get(0).baseRate().weeks()).isEqualTo(1);
    }

    /** Entry on Monday, January 12. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-19, 2026-01-19, ",
        "2026-01-16, 2026-01-16, ",
        "2026-01-14, 2026-01-14, ",
        "2026-01-13, , NO_PRICE",
    })
    void exitsAtTheEndOfTheWeeksOrUpTo5DaysBefore(String session, LocalDate exit, NoReturn reason) {
        EventStudy study = study("+", sessions("2026-01-12 100", session + " 103", "2026-01-20 104"), "1w");
        EpisodeReturn found = study.episodes().get(0).returns().get(0);
        assertThat(found.exit()).isEqualTo(exit);
        assertThat(found.reason()).isEqualTo(reason);
        assertThat(found.percent()).isCloseTo(exit == null ? Double.NaN : 3, EXACT);
    }

    @Test
    void hasNoReturnAfterTheLastPrice() {
        Sessions sessions = weekdays("2026-01-05", 1, 1, 1, 1, 1, 10, 11, 12, 13, 14);
        assertThat(returns(study("+", sessions, "4s"))).containsExactly(100 * (14.0 / 10 - 1));
        assertThat(returns(study("+", sessions, "5s"))).containsExactly(BEYOND_LAST_PRICE);
        assertThat(returns(study("+", sessions, "1w")))
                .as("the Monday after the last Friday")
                .containsExactly(BEYOND_LAST_PRICE);
    }

    @Test
    void hasNoReturnFromOrToAPriceThatIsNotPositive() {
        Sessions sessions = weekdays("2026-01-12", 10, 0, 10, 10, 10, -37.63, 10, 0, 5, 10);
        assertThat(returns(study("+-", sessions, "1s"))).containsExactly(NOT_POSITIVE);
        assertThat(returns(study("+-", sessions, "2s"))).containsExactly(0.0);
        assertThat(returns(study("-+", sessions, "1s"))).containsExactly(NOT_POSITIVE);
        assertThat(study("++", sessions, "2s").horizons().get(0).baseRate().weeks())
                .isEqualTo(1);
    }

    @Test
    void skipsSessionsWithoutAClose() {
        Sessions sessions = weekdays("2026-01-12", Double.NaN, 10, Double.NaN, 12);
        EventStudy study = study("+", sessions, "1s");
        assertThat(study.episodes()).extracting(Episode::entry).containsExactly(LocalDate.of(2026, 1, 13));
        assertThat((double) returns(study).get(0)).isCloseTo(20, EXACT);
    }

    /** Entries on January 12, 26 and February 9; 10 sessions after an entry is the next entry. */
    @Test
    void marksOverlappingReturns() {
        double[] closes = IntStream.range(0, 60).mapToDouble(day -> 100 + day).toArray();
        Sessions sessions = weekdays("2026-01-05", closes);
        assertThat(overlaps(study("+-+-+-", sessions, "10s"))).containsExactly(false, false, false);
        assertThat(overlaps(study("+-+-+-", sessions, "11s"))).containsExactly(false, true, true);
        assertThat(study("+-+-+-", sessions, "11s").horizons().get(0).summary().overlapping())
                .isEqualTo(2);
        assertThat(overlaps(study("+---+-", sessions, "11s"))).containsExactly(false, false);
    }

    @Test
    void marksTwoWeeksThatArePublishedTogether() {
        EventStudy study = EventStudy.of(
                published("2026-01-09T15:30", "2026-01-09T15:30", "2026-01-09T15:30"),
                condition("+-+"),
                new StudyPrices(PAIRS),
                Horizon.list("1s"));
        assertThat(overlaps(study)).containsExactly(false, true);
    }

    @Test
    void marksPossibleRolls() {
        double[] closes = IntStream.range(0, 400)
                .mapToDouble(session -> session < 350 ? 100 + session % 2 : 150)
                .toArray();
        Sessions sessions = weekdays("2026-01-05", closes);
        String condition = IntStream.range(0, 75)
                .mapToObj(week -> week % 2 == 0 ? "+" : "-")
                .reduce("", String::concat);
        EventStudy study = study(condition, sessions, "1w");

        LocalDate roll = LocalDate.of(2026, 1, 5).plusWeeks(70);
        assertThat(study.possibleRolls()).extracting(PossibleRoll::session).containsExactly(roll);
        assertThat(study.rollsSince())
                .isEqualTo(LocalDate.of(2026, 1, 5).plusWeeks(50).plusDays(1));
        assertThat(study.episodes())
                .filteredOn(episode -> episode.returns().get(0).hasPossibleRoll())
                .singleElement()
                .returns(roll, episode -> episode.returns().get(0).exit());
        assertThat(study.horizons().get(0).summary().withPossibleRoll()).isEqualTo(1);
    }

    @Test
    void isFewBelow10() {
        double[] closes = IntStream.range(0, 200).mapToDouble(day -> 100 + day).toArray();
        Sessions sessions = weekdays("2026-01-05", closes);
        assertThat(study("+-".repeat(9), sessions, "1s")
                        .horizons()
                        .get(0)
                        .summary()
                        .isFew())
                .isTrue();
        assertThat(study("+-".repeat(10), sessions, "1s")
                        .horizons()
                        .get(0)
                        .summary()
                        .isFew())
                .isFalse();
    }

    @Test
    void keepsTheOrderOfTheHorizons() {
        EventStudy study = study("+-+--?", PAIRS, "2s,1w,1s");
        assertThat(study.horizons()).map(result -> result.horizon().key()).containsExactly("2s", "1w", "1s");
        assertThat(study.episodes())
                .allSatisfy(episode -> assertThat(episode.returns()).hasSize(3));
        assertThat(study("+", PAIRS, "1w").horizons()).hasSize(1);
        assertThat(EventStudy.of(fridays("2026-01-09", 1), condition("+"), new StudyPrices(PAIRS), List.of())
                        .horizons())
                .isEmpty();
    }

    @Test
    void rejectsAConditionOfAnotherLength() {
        assertThatThrownBy(
                        () -> EventStudy.of(new long[3], condition("+-"), new StudyPrices(PAIRS), Horizon.list("1s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are 3 times of publication and 2 weeks of a condition, expected the same number");
    }

    private static List<Boolean> overlaps(EventStudy study) {
        return study.episodes().stream()
                .map(episode -> episode.returns().get(0).isOverlapping())
                .toList();
    }
}
