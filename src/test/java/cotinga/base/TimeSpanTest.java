package cotinga.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.25S, 250 ms",
        "PT2S, 2 s",
        "PT2.9S, 2 s",
        "PT90S, 1 min 30 s",
        "PT30M, 30 min",
        "PT1H30M, 1 h 30 min",
        "PT24H, 1 d",
        "PT49H, 2 d 1 h"
    })
    void formatsDurationsWithUnits(Duration duration, String text) {
        assertThat(TimeSpan.text(duration)).isEqualTo(text);
    }
}
