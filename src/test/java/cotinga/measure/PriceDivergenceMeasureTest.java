package cotinga.measure;

import static cotinga.measure.Examples.FIRST_TUESDAY;
import static cotinga.measure.Examples.nets;
import static cotinga.measure.Examples.newest;
import static cotinga.measure.Examples.steps;
import static cotinga.measure.Examples.withCloses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriceDivergenceMeasureTest {
    private static final int WEEKS = 156;
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    @Test
    void isBullishIfTheSpeculatorsAreHigherAtALowerLow() {
        assertThat(said(market(10, 30), week -> 500 - week)).isEqualTo("bullish");
        assertThat(said(market(10, 29), week -> 500 - week)).isEmpty();
    }

    @Test
    void isBearishIfTheSpeculatorsAreLowerAtAHigherHigh() {
        assertThat(said(market(30, 10), week -> 500 + week)).isEqualTo("bearish");
        assertThat(said(market(29, 10), week -> 500 + week)).isEmpty();
    }

    @Test
    void countsACloseThatEqualsTheLowest() {
        assertThat(said(market(10, 30), week -> 500)).isEqualTo("bullish");
    }

    @Test
    void isEmptyBetweenLowAndHigh() {
        assertThat(said(market(10, 30), week -> week == WEEKS - 1 ? 640 : 500 + week))
                .isEmpty();
    }

    @Test
    void needs24ClosesIn26Weeks() {
        assertThat(said(market(10, 30), week -> week < WEEKS - 23 ? Double.NaN : 500))
                .isEqualTo("insufficient_history 23");
        assertThat(said(market(10, 30), week -> week == WEEKS - 1 ? Double.NaN : 500))
                .isEqualTo("no_price");
    }

    @Test
    void statesWhatTheNewestWeekIsComparedWith() {
        MarketWeeks market = withCloses(
                market(10, 30),
                IntStream.range(0, WEEKS).mapToDouble(week -> 500 - week).toArray());

        assertThat(MEASURES.priceDivergence(market, Basis.NET))
                .contains(new PriceDivergence("bullish", 345, 30, FIRST_TUESDAY.plusWeeks(151), 349, 10));
        assertThat(MEASURES.priceDivergence(market(10, 30), Basis.NET))
                .as("without prices")
                .isEmpty();
    }

    private static String said(MarketWeeks market, IntToDoubleFunction close) {
        double[] closes = IntStream.range(0, WEEKS).mapToDouble(close).toArray();
        return newest(withCloses(market, closes), "price_divergence", "price_divergence", 1)
                .get(0);
    }

    /** Between 0 and 100, with one index 4 weeks before the newest, and another one now. */
    private static MarketWeeks market(int before, int now) {
        int[] nets = steps(150, 0, 5, before, 1, now);
        nets[20] = 100;
        return nets(nets);
    }
}
