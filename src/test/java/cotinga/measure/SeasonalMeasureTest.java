package cotinga.measure;

import static cotinga.measure.Examples.DOT;
import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeasonalMeasureTest {
    @Test
    void comparesWithTheSameIsoWeekOfTheYearsBefore() {
        MarketWeeks market = market(
                "2010-03-09 3", "2011-03-08 1", "2012-03-06 .", "2013-03-04 100", "2013-03-05 8", "2014-03-04 5");
        assertThat(said(market, 2)).containsExactly("insufficient_history 2", "5");
        assertThat(newest(market, "seasonal.5", "seasonal_5_g1_min", 1)).containsExactly("1");
        assertThat(newest(market, "seasonal.5", "seasonal_5_g1_median", 1)).containsExactly("3");
        assertThat(newest(market, "seasonal.5", "seasonal_5_g1_max", 1)).containsExactly("8");
    }

    @Test
    void roundsTheMedianOfAnEvenNumberHalfToEven() {
        MarketWeeks market = market("2010-03-09 3", "2011-03-08 1", "2012-03-06 4", "2013-03-05 8", "2014-03-04 5");
        assertThat(newest(market, "seasonal.5", "seasonal_5_g1_median", 1)).containsExactly("4");
    }

    @Test
    void leavesOutYearsBeforeTheWindow() {
        MarketWeeks market = market("2000-03-07 3", "2010-03-09 3", "2011-03-08 1", "2014-03-04 5");
        assertThat(said(market, 1)).containsExactly("insufficient_history 2");
        assertThat(newest(market, "seasonal.15", "seasonal_15_g1", 1)).containsExactly("5");
    }

    @Test
    void week53IsAWeekOfItsOwn() {
        MarketWeeks market =
                market("2004-12-28 1", "2005-12-27 7", "2006-12-26 7", "2007-12-26 7", "2009-12-29 2", "2015-12-29 3");
        assertThat(newest(market, "seasonal.15", "seasonal_15_g1", 1)).containsExactly("insufficient_history 2");
    }

    private static List<String> said(MarketWeeks market, int weeks) {
        return newest(market, "seasonal.5", "seasonal_5_g1", weeks);
    }

    private static MarketWeeks market(String... weeks) {
        HistoryBuilder history = new HistoryBuilder(ReportVariant.LEGACY_FO);
        for (String week : weeks) {
            String net = week.substring(11);
            history.week(week.substring(0, 10)).positions(0, net.equals(".") ? DOT : Integer.parseInt(net), 0);
        }
        return MarketWeeks.of(history.build());
    }
}
