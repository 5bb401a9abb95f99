package cotinga.measure;

import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class DivergenceMeasureTest {
    @Test
    void needsOppositeExtremesOfTheSpeculativeAndTheCommercialGroup() {
        assertThat(newest(market(1, -1), "divergence", "divergence", 2))
                .containsExactly("insufficient_history 140", "spec_high");
        assertThat(newest(market(-1, 1), "divergence", "divergence", 1)).containsExactly("spec_low");
        assertThat(newest(market(1, 1), "divergence", "divergence", 1)).containsExactly("");
        assertThat(newest(market(1, -1), "divergence", Basis.SHORT, "divergence_short", 1))
                .containsExactly("flat 141");
    }

    private static MarketWeeks market(int speculative, int commercial) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (int week = 0; week < 141; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString())
                    .positions(0, 500 + speculative * week, 0)
                    .positions(1, 500 + commercial * week, 0);
        }
        return MarketWeeks.of(history.build());
    }
}
