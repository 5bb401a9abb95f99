package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedLimitTest {
    @ParameterizedTest(name = "{0}: {2} malformed of {1} lines")
    @CsvSource({
        "1%,   100,  10, false",
        "1%,   100,  11, true",
        "1%,  1100,  11, false",
        "1%,  1100,  12, true",
        "29%,  100,  29, false",
        "7%,   300,  21, false",
        "7%,   300,  22, true",
        "0%,  9999,  11, true",
        "0%,  9999,  10, false",
        "100%,  50,  50, false"
    })
    void isExceededByMoreThanItsShareAndMoreThanTenLines(String limit, int lines, int malformed, boolean exceeded) {
        ReportReader.Tally tally = new ReportReader.Tally(lines, lines - malformed, malformed, 0);
        assertThat(MalformedLimit.parse(limit).exceededBy(tally)).isEqualTo(exceeded);
    }

    @Test
    void isReadFromAPercentage() {
        assertThat(MalformedLimit.parse("1%")).isEqualTo(new MalformedLimit(0.01, 10));
        assertThat(MalformedLimit.parse(" 0.5 % ")).isEqualTo(new MalformedLimit(0.005, 10));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1%,        1 %",
        "0.5%,      0.5 %",
        "7%,        7 %",
        "29.10%,    29.1 %",
        "0%,        0 %",
        "100%,      100 %",
        "0.000001%, 0.000001 %"
    })
    void hasAPercentageForMessages(String limit, String shown) {
        assertThat(MalformedLimit.parse(limit).percentage()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0.01", "-1%", "101%", "100.1%", "1%%", "one percent", "1e1%", "١%"})
    void rejectsTextThatIsNotAPercentage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MalformedLimit.parse(text))
                .withMessage("'" + text + "' is not a limit, expected a percentage from 0% to 100%");
    }

    @Test
    void rejectsAnInvalidShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MalformedLimit(Double.NaN, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new MalformedLimit(1.1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new MalformedLimit(0.1, -1));
    }
}
