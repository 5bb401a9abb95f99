package cotinga.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenthsTest {
    private static final int TRIES = 200_000;

    private final Random random = new Random(20_261_120);

    @ParameterizedTest
    @CsvFileSource(resources = "rounding.csv", numLinesToSkip = 2)
    void roundsHalfToEvenOnTheExactDouble(double value, String rounded) {
        assertThat(Tenths.round(value)).isEqualTo(ExampleValues.tenths(rounded));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "percent.csv", numLinesToSkip = 2)
    void expressesAPartInPercent(String part, String whole, String percent) {
        assertThat(Tenths.percent(ExampleValues.count(part), ExampleValues.count(whole)))
                .isEqualTo(ExampleValues.tenths(percent));
    }

    @Test
    void roundsLikeBigDecimalOnTiesAndTheirNeighbours() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long odd = 2 * (random.nextLong() >> (14 + random.nextInt(48))) + 1;
            double tie = odd / 20.0;
            assertRoundsLikeBigDecimal(tie);
            assertRoundsLikeBigDecimal(Math.nextUp(tie));
            assertRoundsLikeBigDecimal(Math.nextDown(tie));
        }
    }

    @Test
    void roundsLikeBigDecimalOnQuotients() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int whole = 1 + random.nextInt(1 << (1 + random.nextInt(30)));
            assertRoundsLikeBigDecimal((double) random.nextInt() / whole * 100.0);
            assertRoundsLikeBigDecimal((double) random.nextInt(whole) / whole * 100.0);
        }
    }

    @Test
    void roundsLikeBigDecimalOnAnyDoubleBelowTheLimit() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Math.abs(value) < 0x1p47) {
                assertRoundsLikeBigDecimal(value);
            }
        }
        assertRoundsLikeBigDecimal(Double.MIN_VALUE);
        assertRoundsLikeBigDecimal(Double.MIN_NORMAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p51, -0x1p51})
    void rejectsValuesWithoutTenths(double value) {
        assertThatThrownBy(() -> Tenths.round(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(value))
                .hasMessageContaining("expected");
    }

    private static void assertRoundsLikeBigDecimal(double value) {
        long expected = new BigDecimal(value)
                .setScale(1, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
        if (Tenths.round(value) != expected) {
            assertThat(Tenths.round(value)).as("%s", new BigDecimal(value)).isEqualTo(expected);
        }
    }
}
