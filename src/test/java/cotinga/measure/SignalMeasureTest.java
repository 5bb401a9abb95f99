package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.withCloses;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class SignalMeasureTest {
    @Test
    void namesTheDirectionsOfPriceLongsAndShorts() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        int[] longs = {1, 1, 1, 1, -1, -1, 1, -1, -1, 1, DOT, 1, 1};
        int[] shorts = {1, -1, -1, 1, 1, 1, 1, -1, -1, 1, 1, 0, 1};
        for (int week = 0; week < longs.length; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString()).changes(0, longs[week], shorts[week]);
        }
        MarketWeeks market =
                withCloses(MarketWeeks.of(history.build()), 10, 11, 10, 9, 8, 9, 10, 11, 10, 10, 11, 12, Double.NaN);
        assertThat(newest(market, "signal", "signal_g1", 13))
                .containsExactly(
                        "missing",
                        "strong_bullish",
                        "accumulation",
                        "floor_building",
                        "strong_bearish",
                        "distribution",
                        "topping_out",
                        "profit_taking",
                        "liquidation",
                        "flat",
                        "missing",
                        "flat",
                        "no_price");
    }
}
