package cotinga.measure;

import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import org.junit.jupiter.api.Test;

class WillcoMeasureTest {
    @Test
    void isTheIndexOfNetInPercentOfOpenInterestWhateverTheBasis() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (int week = 0; week < 26; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString())
                    .openInterest(week == 25 ? 4_000 : 1_000, 0)
                    .positions(0, week == 0 ? 0 : week == 25 ? 20 : 10, 0);
        }
        MarketWeeks market = MarketWeeks.of(history.build());
        assertThat(newest(market, "willco", "willco_g1", 2)).containsExactly("100.0", "50.0");
        assertThat(newest(market, "willco", Basis.SHORT, "willco_g1", 1)).containsExactly("50.0");
    }
}
