package cotinga.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /** Computed with {@code scipy.stats.binomtest(k, n).proportion_ci(0.95, "wilson")}; 81 of 263 and others are in Newcombe (1998). */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 79.345069",
        "1, 1, 20.654931, 100",
        "2, 2, 34.238023, 100",
        "3, 10, 10.779127, 60.322185",
        "81, 263, 25.528852, 36.620958",
        "15, 148, 6.238640, 16.048724",
        "0, 20, 0, 16.112516",
        "1, 29, 0.611321, 17.175522",
        "700, 1000, 67.087614, 72.759316",
    })
    void isThatOfWilson(int positive, int count, double low, double high) {
        Interval interval = Interval.wilson(positive, count);
        assertThat(interval.low()).isCloseTo(low, within(5e-7));
        assertThat(interval.high()).isCloseTo(high, within(5e-7));
    }

    @Test
    void hasNoEndsWithoutACount() {
        assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(Double.NaN, Double.NaN));
    }
}
