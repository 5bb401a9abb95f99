package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeasonalityTest {
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);

    /** The measure is the same for the newest week, unless it has no value or too few years have one. */
    @Test
    void agreesWithTheMeasureInTheNewestWeek() {
        long compared = LongStream.range(0, 100)
                .map(seed -> compare(new RandomMarkets(seed).next()))
                .sum();
        assertThat(compared).isGreaterThan(300);
    }

    private static long compare(MarketWeeks market) {
        MeasureRequest request = new MeasureRequest(
                market.history().variant().type(),
                MeasureTerm.list("seasonal.5"),
                market.history().variant().type().groups(),
                List.of(Basis.NET, Basis.LONG_OI),
                false);
        int newest = market.history().size() - 1;
        int isoWeek =
                LocalDate.ofEpochDay(market.history().reportDates()[newest]).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        Seasonality seasonality = MEASURES.seasonality(market, request);
        Seasonality.IsoWeek week = seasonality.weeks().get(isoWeek - 1);
        assertThat(week.reportDate()).hasValue(market.history().reportDates()[newest]);
        List<MeasureColumn> columns = MEASURES.columns(market, request);
        long compared = 0;
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).reason(newest) == null) {
                assertThat(week.values().get(column))
                        .isEqualTo(columns.get(column).shown(newest));
                compared++;
            }
        }
        return compared;
    }
}
