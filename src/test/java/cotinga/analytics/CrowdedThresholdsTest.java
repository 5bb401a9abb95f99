package cotinga.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.report.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdedThresholdsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "signals.csv", numLinesToSkip = 2)
    void readsTheSignalOffTheRoundedIndex(Role role, double buy, double sell, String index, String signal) {
        assertThat(new CrowdedThresholds(buy, sell).signal(role, ExampleValues.tenths(index)))
                .isEqualTo(signal.equals(".") ? null : Signal.valueOf(signal));
    }

    @Test
    void areEightyAndTwentyUnlessSet() {
        assertThat(CrowdedThresholds.DEFAULT).isEqualTo(new CrowdedThresholds(80.0, 20.0));
    }

    @ParameterizedTest
    @CsvSource({"20, 80", "50, 50", "100.1, 20", "80, -0.1", "NaN, 20", "80, NaN"})
    void rejectContradictoryThresholds(double buy, double sell) {
        assertThatThrownBy(() -> new CrowdedThresholds(buy, sell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buy " + buy + " and sell " + sell)
                .hasMessageContaining("expected 0 <= sell < buy <= 100");
    }
}
