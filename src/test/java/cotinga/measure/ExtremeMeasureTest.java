package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtremeMeasureTest {
    @Test
    void needsTwoWeeksOnTheSameSide() {
        int[] nets = IntStream.range(0, 145).toArray();
        nets[143] = -1;
        nets[144] = -2;
        assertThat(newest(nets(nets), "extreme", "extreme_g1", 6))
                .containsExactly("insufficient_history 140", "", "high", "high", "", "low");
        assertThat(newest(nets(nets), "extreme", "extreme_g1_weeks_at_extreme", 6))
                .containsExactly("insufficient_history 140", "1", "2", "3", "1", "2");
    }

    @Test
    void countsNoWeekBetweenTheExtremes() {
        int[] nets = IntStream.range(0, 141).toArray();
        nets[140] = 70;
        assertThat(newest(nets(nets), "extreme", "extreme_g1", 1)).containsExactly("");
        assertThat(newest(nets(nets), "extreme", "extreme_g1_weeks_at_extreme", 1))
                .containsExactly("0");
    }
}
