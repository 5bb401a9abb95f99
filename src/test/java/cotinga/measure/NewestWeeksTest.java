package cotinga.measure;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.report.MarketHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The values of the newest week, computed from the newest weeks of a market and from all of them. */
class NewestWeeksTest {
    private static final Measures MEASURES = new Measures(ReportDateList.CALENDAR, 90);
    private static final int MARKETS = 40;

    /** How many days before or after the first of the newest weeks the sessions begin. */
    private static final int MOST_DAYS = 20;

    @Test
    void determineItsValuesUnlessTheySayThatTheyMayNot() {
        long enough = LongStream.range(0, MARKETS)
                .map(seed -> compare(new RandomMarkets(seed).next()))
                .sum();
        assertThat(enough).isGreaterThan(MARKETS * 100L);
    }

    /** Returns for how many measures fewer than all weeks were enough. */
    private static long compare(MarketWeeks market) {
        MeasureRequest request = new MeasureRequest(
                market.history().variant().type(),
                MeasureTerm.list(String.join(",", MeasureTerm.names()) + ",change_4w.52"),
                market.history().variant().type().groups(),
                List.of(Basis.NET, Basis.LONG_OI),
                false);
        List<MeasureColumn> whole = MEASURES.columns(market, request);
        long enough = 0;
        for (MeasureColumn expected : whole) {
            ColumnSelection selection = ColumnSelection.of(request.type(), List.of(expected.key()));
            if (selection.weeksNeeded().isEmpty()) {
                continue;
            }
            MarketWeeks newest = newest(market, selection.weeksNeeded().getAsInt());
            boolean isShorter = newest.history().size() < market.history().size();
            Optional<List<MeasureColumn>> ofNewest = MEASURES.columnsOfNewest(newest, selection);
            if (isShorter && ofNewest.isPresent()) {
                enough++;
                MeasureColumn actual = ofNewest.get().get(0);
                assertThat(actual.shown(actual.size() - 1))
                        .as(expected.key())
                        .isEqualTo(expected.shown(expected.size() - 1));
            }
        }
        return enough;
    }

    private static MarketWeeks newest(MarketWeeks market, int weeks) {
        MarketHistory all = market.history();
        int from = Math.max(0, all.size() - weeks);
        int to = all.size();
        return new MarketWeeks(
                new MarketHistory(
                        all.variant(),
                        all.code(),
                        all.name(),
                        all.exchange(),
                        Arrays.copyOfRange(all.reportDates(), from, to),
                        Arrays.copyOfRange(all.publishedAt(), from, to),
                        Arrays.copyOfRange(all.publishedDerived(), from, to),
                        Arrays.stream(all.columns())
                                .map(column -> column.length == 0 ? column : Arrays.copyOfRange(column, from, to))
                                .toArray(int[][]::new),
                        Arrays.stream(all.concentrations())
                                .map(column -> Arrays.copyOfRange(column, from, to))
                                .toArray(double[][]::new)),
                newest(market.sessions(), all.reportDates()[from] + MOST_DAYS - all.size() % (2 * MOST_DAYS)));
    }

    private static Sessions newest(Sessions all, int since) {
        int from = all.before(since);
        int to = all.dates().length;
        return new Sessions(
                Arrays.copyOfRange(all.dates(), from, to),
                Arrays.copyOfRange(all.closes(), from, to),
                Arrays.copyOfRange(all.volumes(), from, to),
                since);
    }
}
