package cotinga.report;

import static cotinga.report.WeekColumn.CHANGE_SPREAD;
import static cotinga.report.WeekColumn.MISSING;
import static cotinga.report.WeekColumn.REPORTABLE_CHANGE_SHORT;
import static cotinga.report.WeekColumn.TRADERS;
import static cotinga.report.WeekColumn.TRADERS_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketHistoryTest {
    private static MarketHistory before() {
        return new HistoryBuilder(ReportVariant.TFF_FO)
                .market("244741", "E-MINI MSCI EAFE")
                .week("2011-05-31")
                .openInterest(1_001, MISSING)
                .positions(0, 31, 20)
                .week("2011-06-07")
                .openInterest(1_003, 2)
                .positions(0, 33, 20)
                .changes(0, 2, -3)
                .set(WeekColumn.group(0, CHANGE_SPREAD), 7)
                .set(WeekColumn.group(0, TRADERS_LONG), 5)
                .set(REPORTABLE_CHANGE_SHORT, 9)
                .set(TRADERS, 40)
                .concentration(WeekColumn.GROSS_4_LONG, 41.5)
                .build();
    }

    @Test
    void scalesContractsButNotTradersOrShares() {
        MarketHistory scaled = before().scaled(0.5);

        assertThat(scaled.column(WeekColumn.OPEN_INTEREST)).as("half to even").containsExactly(500, 502);
        assertThat(scaled.column(WeekColumn.OPEN_INTEREST_CHANGE)).containsExactly(MISSING, 1);
        assertThat(scaled.column(0, WeekColumn.LONG)).containsExactly(16, 16);
        assertThat(scaled.column(0, WeekColumn.CHANGE_SHORT)).containsExactly(MISSING, -2);
        assertThat(scaled.column(0, CHANGE_SPREAD)).containsExactly(MISSING, 4);
        assertThat(scaled.column(REPORTABLE_CHANGE_SHORT)).containsExactly(MISSING, 4);
        assertThat(scaled.column(0, TRADERS_LONG)).containsExactly(MISSING, 5);
        assertThat(scaled.column(TRADERS)).containsExactly(MISSING, 40);
        assertThat(scaled.concentration(WeekColumn.GROSS_4_LONG)).containsExactly(Double.NaN, 41.5);
    }

    @Test
    void joinsTheWeeksUnderTheNameOfTheLastMarket() {
        MarketHistory after = new HistoryBuilder(ReportVariant.TFF_FO)
                .market("244041", "MSCI EAFE MINI INDEX")
                .week("2011-06-14")
                .openInterest(2_000, 5)
                .positions(0, 70, 30)
                .concentration(WeekColumn.GROSS_4_LONG, 38)
                .build();

        MarketHistory joined = MarketHistory.joined(List.of(before(), after));

        assertThat(joined.code()).isEqualTo("244041");
        assertThat(joined.name()).isEqualTo("MSCI EAFE MINI INDEX");
        assertThat(joined.size()).isEqualTo(3);
        assertThat(joined.reportDates()).isSorted();
        assertThat(joined.publishedAt()).hasSize(3).isSorted();
        assertThat(joined.publishedDerived()).containsExactly(true, true, true);
        assertThat(joined.column(WeekColumn.OPEN_INTEREST)).containsExactly(1_001, 1_003, 2_000);
        assertThat(joined.column(0, WeekColumn.LONG)).containsExactly(31, 33, 70);
        assertThat(joined.concentration(WeekColumn.GROSS_4_LONG)).containsExactly(Double.NaN, 41.5, 38);
    }
}
