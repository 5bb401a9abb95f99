package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovementMeasureTest {
    @Test
    void isTheChangeOfTheIndexOverSixWeeks() {
        assertThat(newest(market(61), "movement", "movement_g1", 1)).containsExactly("41.0");
        assertThat(newest(market(61), "movement", "movement_g1_notable", 1)).containsExactly("true");
    }

    @Test
    void isNotableBeyond40Strictly() {
        assertThat(newest(market(60), "movement", "movement_g1", 1)).containsExactly("40.0");
        assertThat(newest(market(60), "movement", "movement_g1_notable", 1)).containsExactly("false");
    }

    @Test
    void namesTheReasonOfTheIndexThatIsNull() {
        assertThat(newest(nets(steps(70, 1, 70, 2, 2, 1)), "movement", "movement_g1", 2))
                .containsExactly("insufficient_history 135", "insufficient_history 136");
    }

    /** Between 0 and 100, and 20 six weeks before the newest. */
    private static MarketWeeks market(int newest) {
        int[] nets = steps(150, 0, 6, 20, 1, newest);
        nets[10] = 100;
        return nets(nets);
    }
}
