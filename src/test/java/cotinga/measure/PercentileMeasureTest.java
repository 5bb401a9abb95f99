package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileMeasureTest {
    @Test
    void isTheMidRankWithTheCurrentWeek() {
        assertThat(newest(nets(5, 5, 5, 5, 1, 1, 1, 1, 9, 9, 9, 9, 5), "percentile.13", "percentile_13_g1", 1))
                .containsExactly("50.0");
    }

    @Test
    void theHighestOf156IsAlmost100() {
        assertThat(newest(nets(IntStream.range(0, 156).toArray()), "percentile.156", "percentile_156_g1", 1))
                .containsExactly("99.7");
    }

    @Test
    void isNullInAFlatWindow() {
        assertThat(newest(nets(steps(13, 5)), "percentile.13", "percentile_13_g1", 1))
                .containsExactly("flat 13");
    }
}
