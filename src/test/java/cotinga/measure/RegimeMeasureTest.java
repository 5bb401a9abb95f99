package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimeMeasureTest {
    @ParameterizedTest
    @CsvSource({
        "10, 30, 10, 20, building_long",
        "10, 30, 30, 20, distributing",
        "-10, -30, -10, -20, building_short",
        "-10, -30, -30, -20, accumulating",
        "10, 30, 20, 20, neutral",
        "10, 30, 20, 99, extreme_long",
        "10, 30, 20, 1, extreme_short",
        "10, 30, 20, -1, flip_zone",
    })
    void namesTheFirstThatHolds(int first, int second, int before, int now, String regime) {
        assertThat(newest(nets(steps(70, first, 70, second, 5, before, 1, now)), "regime", "regime_g1", 1))
                .containsExactly(regime);
    }

    @Test
    void isInTheFlipZoneFor28Days() {
        assertThat(newest(nets(steps(70, 10, 70, 30, 1, -1, 6, 20)), "regime", "regime_g1", 2))
                .containsExactly("flip_zone", "neutral");
    }

    @Test
    void isNullWithoutAChangeOfThePercentile() {
        assertThat(newest(nets(steps(70, 10, 72, 30)), "regime", "regime_g1", 1))
                .containsExactly("insufficient_history 138");
    }
}
