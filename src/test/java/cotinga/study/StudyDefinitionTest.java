package cotinga.study;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.NewYork;
import cotinga.measure.Sessions;
import cotinga.measure.Truth;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Studies agree with a second implementation on random conditions, times of publication and prices. */
class StudyDefinitionTest {
    private static final LocalDate FIRST_TUESDAY = LocalDate.of(2014, 12, 30);
    private static final double CLOSE = 1e-9;
    private static final RecursiveComparisonConfiguration UP_TO_ROUNDING = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(StudyDefinitionTest::compareUpToRounding, Double.class)
            .build();

    @Test
    void agreeOn400RandomStudies() {
        int episodes = 0;
        int possibleRolls = 0;
        int overlaps = 0;
        for (int seed = 0; seed < 400; seed++) {
            EventStudy study = assertAgreement(seed, 80);
            episodes += study.episodes().size();
            possibleRolls += study.possibleRolls().size();
            overlaps += study.horizons().stream()
                    .mapToInt(result -> result.summary().overlapping())
                    .sum();
        }
        assertThat(episodes).isGreaterThan(2_000);
        assertThat(possibleRolls).isGreaterThan(80);
        assertThat(overlaps).isGreaterThan(1_000);
    }

    @Tag("full")
    @Test
    void agreeOnLongStudies() {
        IntStream.range(1_000, 1_010).parallel().forEach(seed -> assertAgreement(seed, 1_500));
    }

    private static EventStudy assertAgreement(int seed, int mostWeeks) {
        Random random = new Random(seed);
        int weeks = mostWeeks > 80 ? 1_000 + random.nextInt(mostWeeks - 1_000) : random.nextInt(mostWeeks);
        long[] publishedAt = publishedAt(random, weeks);
        List<Truth> condition = condition(random, weeks);
        Sessions sessions = sessions(random, weeks);
        List<Horizon> horizons = List.of(
                Horizon.of(1 + random.nextInt(30) + "s"),
                Horizon.of(1 + random.nextInt(6) + "w"),
                Horizon.of(1 + random.nextInt(60) + "w"));
        EventStudy study = EventStudy.of(publishedAt, condition, new StudyPrices(sessions), horizons);
        assertThat(study)
                .as("seed %s", seed)
                .usingRecursiveComparison(UP_TO_ROUNDING)
                .isEqualTo(new StudyDefinition(publishedAt, condition, sessions, horizons).study());
        return study;
    }

    /** Some days after each Tuesday, at some hour in New York; sometimes two weeks at the same time, or a week after later ones. */
    private static long[] publishedAt(Random random, int weeks) {
        long[] times = new long[weeks];
        for (int week = 0; week < weeks; week++) {
            int delay = random.nextInt(10) == 0 ? 4 + random.nextInt(30) : 3;
            times[week] = FIRST_TUESDAY
                    .plusWeeks(week)
                    .plusDays(delay)
                    .atTime(random.nextInt(24), 30)
                    .atZone(NewYork.ZONE)
                    .toEpochSecond();
            if (week > 0 && random.nextInt(20) == 0) {
                times[week - 1] = times[week];
            }
        }
        return times;
    }

    private static List<Truth> condition(Random random, int weeks) {
        List<Truth> condition = new ArrayList<>();
        double begins = new double[] {0.02, 0.1, 0.5, 1}[random.nextInt(4)];
        double remains = new double[] {0.0, 0.5, 0.9}[random.nextInt(3)];
        double undefined = new double[] {0, 0.05, 0.4}[random.nextInt(3)];
        int firstDefined = random.nextInt(3) == 0 ? random.nextInt(weeks + 1) : 0;
        boolean holds = false;
        for (int week = 0; week < weeks; week++) {
            holds = random.nextDouble() < (holds ? remains : begins);
            boolean isUndefined = week < firstDefined || random.nextDouble() < undefined;
            condition.add(isUndefined ? Truth.UNDEFINED : holds ? Truth.TRUE : Truth.FALSE);
        }
        return condition;
    }

    /** Prices from some day on, with gaps, ties, jumps, sessions without a close, and prices that are not positive. */
    private static Sessions sessions(Random random, int weeks) {
        int first = (int) FIRST_TUESDAY.toEpochDay() - 100 + (random.nextInt(3) == 0 ? random.nextInt(300) : 0);
        int last = (int) FIRST_TUESDAY.toEpochDay() + 7 * weeks - 20 + random.nextInt(60);
        double closed = new double[] {0, 0.05, 0.3}[random.nextInt(3)];
        int gap = first + random.nextInt(500);
        int[] days = random.nextInt(20) == 0
                ? new int[0]
                : IntStream.rangeClosed(first, last)
                        .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                        .filter(day -> random.nextDouble() >= closed)
                        .filter(day -> closed == 0 || day < gap || day > gap + 20)
                        .toArray();
        double[] closes = new double[days.length];
        double ticks = random.nextBoolean() ? 4 : 1_000;
        double invalid = random.nextInt(3) * 0.01;
        double price = 50;
        for (int session = 0; session < days.length; session++) {
            double jump = random.nextInt(100) == 0 ? 0.2 * random.nextGaussian() : 0;
            price = Math.max(5, price * (1 + 0.01 * random.nextGaussian() + jump));
            closes[session] = random.nextDouble() >= invalid
                    ? Math.rint(price * ticks) / ticks
                    : new double[] {Double.NaN, 0, -37.63}[random.nextInt(3)];
        }
        return new Sessions(days, closes, new double[days.length]);
    }

    private static int compareUpToRounding(Double one, Double other) {
        return Math.abs(one - other) <= CLOSE * Math.max(1, Math.abs(other))
                ? 0
                : Comparator.<Double>naturalOrder().compare(one, other);
    }
}
