package cotinga.http;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LoggedEvents;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The lines about requests, all or the slow ones. */
class AccessLogTest {
    private static final Duration SLOW = Duration.ofSeconds(2);

    @AutoClose
    private final LoggedEvents events = new LoggedEvents();

    @Test
    void logsEveryRequestWithItsFieldsAndWithoutSecrets() {
        new AccessLog(true, SLOW).ended(request("/api/v1/cot/status?api_key=hidden&x=1", 200, 12_345_678));

        LogEvent event = line();
        assertThat(event.getLevel()).isEqualTo(Level.INFO);
        assertThat(event.getMessage().getFormattedMessage())
                .isEqualTo("GET /api/v1/cot/status?api_key=***&x=1: 200, 42 bytes in 12.3 ms from 192.0.2.7");
        assertThat(event.getContextData().toMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http.request.method", "GET",
                        "url.original", "/api/v1/cot/status?api_key=***&x=1",
                        "http.response.status_code", "200",
                        "http.response.body.bytes", "42",
                        "event.duration", "12345678",
                        "client.ip", "192.0.2.7",
                        "operation", "status",
                        "request.id", "r-1"));
    }

    @Test
    void logsSlowRequestsAsWarnings() {
        AccessLog log = new AccessLog(false, SLOW);
        log.ended(request("/fast", 200, SLOW.toNanos() - 1));
        log.ended(request("/slow", 0, SLOW.toNanos()));

        assertThat(line().getLevel()).isEqualTo(Level.WARN);
        assertThat(line().getMessage().getFormattedMessage())
                .isEqualTo("slow: GET /slow: closed by the client, 42 bytes in 2000.0 ms from 192.0.2.7");
    }

    @Test
    void theEventsOfARunAreNotSlow() {
        new AccessLog(false, SLOW).ended(request("/api/v1/admin/runs/7/events?x", 200, 10 * SLOW.toNanos()));
        new AccessLog(false, Duration.ZERO).ended(request("/never", 200, 10 * SLOW.toNanos()));

        assertThat(events.of(AccessLog.LOGGER)).isEmpty();
    }

    private LogEvent line() {
        assertThat(events.of(AccessLog.LOGGER)).hasSize(1);
        return events.of(AccessLog.LOGGER).get(0);
    }

    private static ServedRequest request(String target, int status, long nanos) {
        return new ServedRequest("status", "GET", target, status, nanos, 42, "r-1", "192.0.2.7");
    }
}
