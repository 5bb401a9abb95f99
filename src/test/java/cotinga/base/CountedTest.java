package cotinga.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedTest {
    @ParameterizedTest
    @CsvSource({"0, 0 weeks", "1, 1 week", "2, 2 weeks", "'1234', '1,234 weeks'"})
    void agreesWithItsNoun(long count, String text) {
        assertThat(Counted.of(count, "week")).isEqualTo(text);
    }
}
