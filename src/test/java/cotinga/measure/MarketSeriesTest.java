package cotinga.measure;

import static cotinga.measure.Examples.nets;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketSeriesTest {
    @Test
    void takesTheCloseOfTheReportDateOrOfUpToFiveDaysBefore() {
        MarketWeeks weeks = nets(1, 2, 3, 4);
        int first = weeks.history().reportDates()[0];
        int[] days = {first, first + 2, first + 7 + 3, first + 21 - 1, first + 21};
        double[] closes = {10, 11, 12, 13, Double.NaN};
        MarketSeries series = new MarketSeries(
                new MarketWeeks(weeks.history(), new Sessions(days, closes, closes)),
                new WindowRule(new ReportDateCounts(ReportDateList.CALENDAR), 90),
                false);
        assertThat(IntStream.range(0, 4).mapToDouble(series.closes()::get)).containsExactly(10.0, 11.0, 12.0, 13.0);
    }

    @Test
    void takesNoCloseThatIsOlderOrLater() {
        MarketWeeks weeks = nets(1, 2);
        int first = weeks.history().reportDates()[0];
        int[] days = {first + 1, first + 8};
        double[] closes = {10, 11};
        MarketSeries series = new MarketSeries(
                new MarketWeeks(weeks.history(), new Sessions(days, closes, closes)),
                new WindowRule(new ReportDateCounts(ReportDateList.CALENDAR), 90),
                false);
        assertThat(IntStream.range(0, 2).mapToDouble(series.closes()::get)).containsExactly(Double.NaN, Double.NaN);
    }
}
