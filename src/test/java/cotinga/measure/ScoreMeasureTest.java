package cotinga.measure;

import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreMeasureTest {
    /** Mean 1, and 156 as the sum of the squares. */
    private static final MarketWeeks MARKET = nets(steps(12, 0, 1, 13));

    @Test
    void countsStandardDeviationsOfThePopulation() {
        assertThat(newest(MARKET, "zscore.13", "zscore_13_g1", 1)).containsExactly("3.46");
    }

    @Test
    void countsStandardDeviationsOfTheSampleIfRequested() {
        MeasureRequest population = MeasureRequest.of(ReportType.LEGACY, "zscore.13");
        MeasureRequest sample = new MeasureRequest(
                ReportType.LEGACY, population.terms(), population.groups(), population.bases(), true);
        MeasureColumn column = new Measures(ReportDateList.CALENDAR, 90)
                .columns(MARKET, sample)
                .get(0);
        assertThat(column.text(12)).isEqualTo("3.33");
        assertThat(column.value(12)).isCloseTo(12 / Math.sqrt(13), Offset.offset(1e-12));
    }

    @Test
    void isNullInAFlatWindow() {
        assertThat(newest(nets(steps(13, 5)), "zscore.13", "zscore_13_g1", 1)).containsExactly("flat 13");
    }

    @Test
    void isExactForValuesThatHardlyDiffer() {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (int week = 0; week < 13; week++) {
            history.week(FIRST_TUESDAY.plusWeeks(week).toString())
                    .openInterest(2_000_000_000 - (week == 12 ? 1 : 0), 0)
                    .positions(0, 2_000_000_000 - (week == 12 ? 2 : 0), 0);
        }
        assertThat(newest(MarketWeeks.of(history.build()), "zscore.13", Basis.NET_OI, "zscore_13_g1_net_oi", 1))
                .containsExactly("-3.46");
    }
}
