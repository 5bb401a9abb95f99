package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class DecompositionMeasureTest {
    @Test
    void splitsThePublishedChangesByTheirEffectOnNet() {
        MarketWeeks market = MarketWeeks.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-11-03")
                .changes(0, 5, -3)
                .week("2026-11-10")
                .changes(0, -4, 6)
                .week("2026-11-17")
                .changes(0, 0, DOT)
                .build());
        assertThat(newest(market, "decomposition", "decomposition_g1_longs_added", 3))
                .containsExactly("5", "0", "0");
        assertThat(newest(market, "decomposition", "decomposition_g1_longs_closed", 3))
                .containsExactly("0", "-4", "0");
        assertThat(newest(market, "decomposition", "decomposition_g1_shorts_added", 3))
                .containsExactly("0", "-6", "missing");
        assertThat(newest(market, "decomposition", "decomposition_g1_shorts_covered", 3))
                .containsExactly("3", "0", "missing");
    }
}
