package cotinga.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
    /** Computed with {@code numpy.quantile}. */
    @ParameterizedTest
    @CsvSource({
        "5, 5, 5, 5, 5, 5",
        "1 2, 1, 1.25, 1.5, 1.75, 2",
        "1 2 4, 1, 1.5, 2, 3, 4",
        "-50 -10 0 5 10 80, -50, -7.5, 2.5, 8.75, 80",
        "1 1 1 2 3 5 8 13 21, 1, 1, 3, 8, 21",
    })
    void areInterpolated(String values, double lowest, double lower, double median, double upper, double highest) {
        double[] sorted =
                Stream.of(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(Quantiles.of(sorted, 0.0)).isEqualTo(lowest);
        assertThat(Quantiles.of(sorted, 0.25)).isCloseTo(lower, within(1e-12));
        assertThat(Quantiles.of(sorted, 0.5)).isCloseTo(median, within(1e-12));
        assertThat(Quantiles.of(sorted, 0.75)).isCloseTo(upper, within(1e-12));
        assertThat(Quantiles.of(sorted, 1.0)).isEqualTo(highest);
    }
}
