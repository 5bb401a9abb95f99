package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.withCloses;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class OpenInterestPriceMeasureTest {
    @Test
    void namesTheDirectionsOfPriceAndOpenInterest() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        int[] changes = {1, 1, 1, -1, -1, 0, 1, DOT};
        for (int week = 0; week < changes.length; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString()).openInterest(100, changes[week]);
        }
        MarketWeeks market = MarketWeeks.of(history.build());
        assertThat(newest(withCloses(market, 10, 11, 10, 11, 10, 11, 11, 12), "oi_price", "oi_price", 8))
                .containsExactly(
                        "missing",
                        "new_longs",
                        "new_shorts",
                        "short_covering",
                        "long_liquidation",
                        "unchanged",
                        "unchanged",
                        "missing");
        assertThat(newest(market, "oi_price", "oi_price", 1)).containsExactly("no_price");
    }
}
