package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.WeekColumn;
import org.junit.jupiter.api.Test;

class ConcentrationMeasureTest {
    @Test
    void returnsThePublishedSharesAndTheLevelOfTheLongs() {
        MarketWeeks weeks = nets(1, 2, 3, 4, 5);
        double[][] shares = new double[WeekColumn.CONCENTRATIONS][5];
        shares[WeekColumn.GROSS_4_LONG] = new double[] {39.9, 40.0, 59.9, 60.0, Double.NaN};
        shares[WeekColumn.NET_8_SHORT][4] = 12.5;
        MarketWeeks market = new MarketWeeks(weeks.history(), shares, Sessions.NONE);
        assertThat(newest(market, "concentration", "concentration_gross_4_long", 5))
                .containsExactly("39.9", "40.0", "59.9", "60.0", "missing");
        assertThat(newest(market, "concentration", "concentration_net_8_short", 1))
                .containsExactly("12.5");
        assertThat(newest(market, "concentration", "concentration_level", 5))
                .containsExactly("low", "elevated", "elevated", "high", "missing");
    }

    @Test
    void isMissingIfConcentrationsAreNotKnown() {
        assertThat(newest(nets(1), "concentration", "concentration_level", 1)).containsExactly("missing");
    }
}
