package cotinga.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkLimitTest {
    @ParameterizedTest
    @CsvSource({
        "20%, 3, 10, true",
        "20%, 2, 10, false",
        "20%, 20, 100, false",
        "20%, 21, 100, true",
        "20%, 2, 2, false",
        "20%, 3, 3, true",
        "20%, -5, 10, false",
        "0%, 3, 1000, true",
        "100%, 1000, 1000, false"
    })
    void isExceededByMoreThanAShareAndMoreThanTwo(String limit, long lost, long ofAll, boolean exceeded) {
        assertThat(ShrinkLimit.parse(limit).isExceededBy(lost, ofAll)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "0.2", "-1%", "101%", "20 percent", "", "٢٠%"})
    void rejectsTextThatIsNotAPercentage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShrinkLimit.parse(text))
                .withMessage("'" + text + "' is not a limit, expected a percentage from 0% to 100%");
    }

    @Test
    void hasAPercentageForMessages() {
        assertThat(ShrinkLimit.parse(" 12.50 % ").percentage()).isEqualTo("12.5 %");
    }

    @Test
    void isAShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimit(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimit(1.1));
    }
}
