package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexMeasureTest {
    @Test
    void placesTheWeekBetweenTheExtremesOfTheWindow() {
        assertThat(newest(nets(9, 0, 40, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 10), "index.13", "index_13_g1", 3))
                .containsExactly("17.5", "17.5", "25.0");
    }

    @Test
    void isFlatOnlyIfTheHistoryIsSufficient() {
        assertThat(newest(nets(steps(13, 5)), "index.13", "index_13_g1", 3))
                .containsExactly("insufficient_history 11", "flat 12", "flat 13");
    }

    @Test
    void saysHowManyWeeksHaveAValueIfThisOneHasNone() {
        int[] nets = steps(12, 5, 1, DOT, 1, 6);
        nets[0] = 4;
        assertThat(newest(nets(nets), "index.13", "index_13_g1", 3)).containsExactly("100.0", "missing 12", "100.0");
    }
}
