package cotinga.study;

import static cotinga.study.StudyExamples.weekdays;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.measure.Sessions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Closes that alternate between 100 and 101 have returns of 1 % and −0.990099 %. Of an even number of them the median is their middle,
 * 0.0049505 %, so all are 0.9950495 percentage points away from it, and 8 median absolute deviations are 7.960396 %.
 */
class RollsTest {
    private static final String FIRST = "2010-01-04";

    @ParameterizedTest
    @CsvSource({"107.95, ''", "107.97, 107.97", "92.05, ''", "92.03, 92.03"})
    void exceed8MedianAbsoluteDeviationsOfThe250ReturnsBefore(double close, String found) {
        double[] closes = alternating(252);
        closes[251] = close;
        assertThat(rolls(closes))
                .map(roll -> String.valueOf(100 + Math.round(100 * roll.percent()) / 100.0))
                .containsExactly(found.isEmpty() ? new String[0] : new String[] {found});
    }

    @Test
    void areNotSoughtBefore250Returns() {
        double[] closes = alternating(251);
        closes[250] = 500;
        assertThat(rolls(closes)).isEmpty();
        assertThat(new Rolls(new Bars(weekdays(FIRST, closes))).since()).isNull();
        assertThat(new Rolls(new Bars(weekdays(FIRST, alternating(252)))).since())
                .isEqualTo(date(weekdays(FIRST, alternating(252)), 251));
    }

    @Test
    void areAllChangesAfterAFlatYear() {
        double[] closes = new double[400];
        Arrays.fill(closes, 50);
        Arrays.fill(closes, 300, 400, 50.25);
        assertThat(rolls(closes))
                .containsExactly(new PossibleRoll(date(weekdays(FIRST, closes), 300), 0.49999999999998934));
    }

    @Test
    void leaveOutReturnsFromAndToPricesThatAreNotPositive() {
        double[] closes = alternating(260);
        closes[100] = -37.63;
        closes[255] = 0;
        assertThat(rolls(closes)).isEmpty();
        assertThat(new Rolls(new Bars(weekdays(FIRST, closes))).since())
                .as("2 returns are missing")
                .isEqualTo(date(weekdays(FIRST, closes), 253));
    }

    @Test
    void areInAPositionAfterItsEntryUpToItsExit() {
        double[] closes = alternating(260);
        Arrays.fill(closes, 255, 260, 200);
        Rolls rolls = new Rolls(new Bars(weekdays(FIRST, closes)));
        assertThat(rolls.sessions()).hasSize(1);
        assertThat(rolls.isIn(new Position(254, 255, 0, null))).isTrue();
        assertThat(rolls.isIn(new Position(250, 259, 0, null))).isTrue();
        assertThat(rolls.isIn(new Position(255, 259, 0, null))).isFalse();
        assertThat(rolls.isIn(new Position(240, 254, 0, null))).isFalse();
        assertThat(rolls.isIn(Position.none(NoReturn.NO_PRICE))).isFalse();
    }

    private static List<PossibleRoll> rolls(double[] closes) {
        return new Rolls(new Bars(weekdays(FIRST, closes))).sessions();
    }

    private static LocalDate date(Sessions sessions, int session) {
        return LocalDate.ofEpochDay(sessions.dates()[session]);
    }

    private static double[] alternating(int size) {
        return IntStream.range(0, size)
                .mapToDouble(session -> 100 + session % 2)
                .toArray();
    }
}
