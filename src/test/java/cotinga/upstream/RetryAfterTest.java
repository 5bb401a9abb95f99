package cotinga.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private final RetryAfter retryAfter =
            new RetryAfter(Clock.fixed(Instant.parse("2026-11-20T20:30:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "' 3 ', 3000",
        "601, 600000",
        "999999999, 600000",
        "'Fri, 20 Nov 2026 20:30:07 GMT', 7000",
        "'Fri, 20 Nov 2026 20:29:00 GMT', 0",
        "'Sat, 21 Nov 2026 20:29:00 GMT', 600000",
        "9999999999,",
        "-1,",
        "1.5,",
        "soon,",
        ","
    })
    void returnsALimitedPause(@Nullable String header, @Nullable Long millis) {
        assertThat(retryAfter.millis(header)).isEqualTo(millis);
    }
}
