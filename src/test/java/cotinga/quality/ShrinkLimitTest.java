package cotinga.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrinkLimitTest {
    @ParameterizedTest
    @CsvSource({
        "0.2, 3, 10, true",
        "0.2, 2, 10, false",
        "0.2, 20, 100, false",
        "0.2, 21, 100, true",
        "0.2, 2, 2, false",
        "0.2, 3, 3, true",
        "0.2, -5, 10, false",
        "0, 3, 1000, true",
        "1, 1000, 1000, false"
    })
    void isExceededByMoreThanAShareAndMoreThanTwo(double limit, long lost, long ofAll, boolean exceeded) {
        assertThat(new ShrinkLimit(limit).isExceededBy(lost, ofAll)).isEqualTo(exceeded);
    }

    @Test
    void hasAPercentageForMessages() {
        assertThat(new ShrinkLimit(0.125).percentage()).isEqualTo("12.5 %");
    }

    @Test
    void isAShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimit(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimit(1.1));
    }
}
