package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The log lines of anonymous requests. */
class LogLimitTest {
    private static final Client STRANGER = Client.ofAddress("192.0.2.7");
    private static final Client OPERATOR = new Client("key ops", true, Optional.of(Scope.ADMIN));

    private final AtomicLong nanos = new AtomicLong();
    private final LogLimit limit = new LogLimit(nanos::get);

    @Test
    void logsTooManyRequestsOnceAMinuteForEachClient() {
        assertThat(logged(STRANGER, 429, 1_000)).isEqualTo(1);
        assertThat(logged(OPERATOR, 429, 1_000)).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(logged(STRANGER, 429, 1_000)).isEqualTo(1);
    }

    @Test
    void logsTenOtherRejectionsAMinuteOfAnUnknownClientAndAllRequestsOfOthers() {
        assertThat(logged(STRANGER, 401, 1_000)).isEqualTo(10);
        assertThat(logged(OPERATOR, 403, 1_000)).isEqualTo(1_000);
        assertThat(logged(OPERATOR, 200, 1_000)).isEqualTo(1_000);
    }

    private long logged(Client client, int status, int requests) {
        return IntStream.range(0, requests)
                .filter(request -> limit.admits(client, status))
                .count();
    }
}
