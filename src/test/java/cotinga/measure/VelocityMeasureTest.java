package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VelocityMeasureTest {
    private static final MarketWeeks MARKET = nets(10, 20, 50, 65, -5, -50);

    @Test
    void isTheChangeOfTheChange() {
        assertThat(newest(MARKET, "velocity", "velocity_g1", 6))
                .containsExactly("missing", "missing", "20", "-15", "-85", "25");
        assertThat(newest(MARKET, "velocity", Basis.NET_OI, "velocity_g1_net_oi", 1))
                .containsExactly("2.5");
    }

    @Test
    void turnsIfItsSignOpposesThatOfTheWeek() {
        assertThat(newest(MARKET, "velocity", "velocity_g1_turning", 6))
                .containsExactly("missing", "missing", "false", "true", "false", "true");
    }
}
