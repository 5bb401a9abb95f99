package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeMeasureTest {
    private static final MarketWeeks MARKET = nets(5, 7, 12, DOT, 20);

    @Test
    void isTheDifferenceToTheWeekThatManyWeeksEarlier() {
        assertThat(newest(MARKET, "change_1w", "change_1w_g1", 5))
                .containsExactly("missing", "2", "5", "missing", "missing");
        assertThat(newest(MARKET, "change_4w", "change_4w_g1", 1)).containsExactly("15");
        assertThat(newest(MARKET, "change_13w", "change_13w_g1", 1)).containsExactly("missing");
    }

    @Test
    void hasADecimalOnABasisInPercent() {
        assertThat(newest(MARKET, "change_4w", Basis.NET_OI, "change_4w_g1_net_oi", 1))
                .containsExactly("1.5");
    }

    @Test
    void isTheDifferenceOfIndexesOverAWindow() {
        int[] nets = steps(14, 50);
        nets[0] = 0;
        nets[1] = 100;
        assertThat(newest(nets(nets), "change_1w.13", "change_1w_13_g1", 3))
                .containsExactly("insufficient_history 11", "0.0", "-50.0");
    }
}
