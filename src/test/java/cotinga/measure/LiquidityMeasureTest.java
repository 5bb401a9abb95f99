package cotinga.measure;

import static cotinga.measure.Examples.newest;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.analytics.HistoryBuilder;
import cotinga.report.ReportVariant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiquidityMeasureTest {
    @Test
    void isTheMeanVolumeOfTheSessionsBeforeThePublication() {
        MarketWeeks market = market(20);
        assertThat(newest(market, "liquidity", "liquidity", 1)).containsExactly("100");
        assertThat(newest(market, "liquidity", "liquidity_open_interest", 1)).containsExactly("5000");
        assertThat(newest(market, "liquidity", "liquidity_days_to_trade", 1)).containsExactly("0.50");
    }

    @Test
    void needs15SessionsWithAVolume() {
        assertThat(newest(market(15), "liquidity", "liquidity", 1)).containsExactly("100");
        assertThat(newest(market(14), "liquidity", "liquidity", 1)).containsExactly("no_price");
        assertThat(newest(market(14), "liquidity", "liquidity_open_interest", 1))
                .containsExactly("5000");
    }

    /** Published on a day whose session does not count, after 30 sessions, of which the first 10 do not count and others have no volume. */
    private static MarketWeeks market(int volumes) {
        MarketWeeks weeks = MarketWeeks.of(new HistoryBuilder(ReportVariant.LEGACY_FO)
                .week("2026-11-03")
                .openInterest(5_000, 0)
                .build());
        int publication = weeks.history().reportDates()[0] + 3;
        int[] days = IntStream.rangeClosed(publication - 30, publication).toArray();
        double[] closes = new double[days.length];
        double[] traded = new double[days.length];
        for (int session = 0; session < days.length; session++) {
            boolean counts = session >= 10 && session < 30;
            traded[session] = !counts ? 9_999 : session < 10 + volumes ? 100 : Double.NaN;
        }
        return new MarketWeeks(weeks.history(), new Sessions(days, closes, traded));
    }
}
