package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import cotinga.report.WeekColumn;
import org.junit.jupiter.api.Test;

class ConcentrationMeasureTest {
    @Test
    void returnsThePublishedSharesAndTheLevelOfTheLongs() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (double share : new double[] {39.9, 40.0, 59.9, 60.0, Double.NaN}) {
            history.week(Examples.FIRST_TUESDAY.toString()).concentration(WeekColumn.GROSS_4_LONG, share);
        }
        history.concentration(WeekColumn.NET_8_SHORT, 12.5);
        MarketWeeks market = MarketWeeks.of(history.build());
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
