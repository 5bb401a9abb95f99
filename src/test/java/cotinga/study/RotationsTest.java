package cotinga.study;

import static cotinga.study.StudyExamples.fridays;
import static cotinga.study.StudyExamples.weekdays;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.measure.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationsTest {
    private static final double LEVEL = 0.05;
    private static final int STUDIES = 1_000;

    @Test
    void areAllOffsetsUpTo1001Weeks() {
        assertThat(Rotations.offsets(0)).isEmpty();
        assertThat(Rotations.offsets(1)).isEmpty();
        assertThat(Rotations.offsets(4)).containsExactly(1, 2, 3);
        assertThat(Rotations.offsets(1_001))
                .containsExactly(IntStream.rangeClosed(1, 1_000).toArray());
    }

    @Test
    void are1000DifferentOffsetsOfALongerSeries() {
        int[] offsets = Rotations.offsets(2_000);
        assertThat(offsets).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(Arrays.stream(offsets).min().orElseThrow()).isBetween(1, 10);
        assertThat(Arrays.stream(offsets).max().orElseThrow()).isBetween(1_990, 1_999);
        assertThat(Rotations.offsets(2_000)).as("the same each time").isEqualTo(offsets);
        assertThat(Rotations.offsets(1_002)).hasSize(1_000).doesNotHaveDuplicates();
    }

    /** Persistent conditions that know nothing of the prices, over horizons that overlap. */
    @Test
    void findAtMost5PercentOfRandomConditionsSignificant() {
        List<NullModel> nullModels = new ArrayList<>();
        for (int seed = 0; seed < STUDIES; seed++) {
            Random random = new Random(seed);
            boolean[] condition = new boolean[200];
            boolean holds = false;
            for (int week = 0; week < condition.length; week++) {
                holds = random.nextDouble() < (holds ? 0.6 : 0.1);
                condition[week] = holds;
            }
            nullModels.add(nullModel(condition, randomWalk(random, new boolean[0]), "4w"));
        }
        double most = LEVEL + 2 * Math.sqrt(LEVEL * (1 - LEVEL) / STUDIES);
        assertThat(significant(nullModels.stream().mapToDouble(NullModel::pMean).toArray()))
                .isBetween(LEVEL - 0.03, most);
        assertThat(significant(
                        nullModels.stream().mapToDouble(NullModel::pShare).toArray()))
                .isLessThanOrEqualTo(most);
    }

    @Test
    void findAConditionThatPrecedesRisesSignificant() {
        Random random = new Random(1);
        boolean[] condition = new boolean[200];
        IntStream.range(0, condition.length).forEach(week -> condition[week] = random.nextInt(5) == 0);
        NullModel nullModel = nullModel(condition, randomWalk(random, condition), "1w");
        assertThat(nullModel.pMean()).isEqualTo(1.0 / 200);
        assertThat(nullModel.pShare()).isEqualTo(1.0 / 200);
    }

    private static double significant(double[] values) {
        return (double) Arrays.stream(values).filter(p -> p <= LEVEL).count() / values.length;
    }

    private static NullModel nullModel(boolean[] condition, double[] closes, String horizon) {
        return EventStudy.of(
                        fridays("2020-01-10", condition.length),
                        IntStream.range(0, condition.length)
                                .mapToObj(week -> condition[week] ? Truth.TRUE : Truth.FALSE)
                                .toList(),
                        new StudyPrices(weekdays("2020-01-06", closes)),
                        Horizon.list(horizon))
                .horizons()
                .get(0)
                .nullModel();
    }

    /** Prices that rise in the weeks after those in which a condition holds. */
    private static double[] randomWalk(Random random, boolean[] rises) {
        double[] closes = new double[1_100];
        double price = 100;
        for (int day = 0; day < closes.length; day++) {
            int week = day / 5 - 1;
            boolean isRise = week >= 0 && week < rises.length && rises[week];
            price *= 1 + 0.01 * random.nextGaussian() + (isRise ? 0.03 : 0);
            closes[day] = price;
        }
        return closes;
    }
}
