package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class BiasMeasureTest {
    @Test
    void isTheShareOfTheLongs() {
        MarketWeeks market = MarketWeeks.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-11-03")
                .positions(0, 60, 20)
                .week("2026-11-10")
                .positions(0, 0, 0)
                .week("2026-11-17")
                .positions(0, DOT, 5)
                .build());
        assertThat(newest(market, "bias", "bias_g1", 3)).containsExactly("75.0", "missing", "missing");
    }
}
