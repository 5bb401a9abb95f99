package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

@IsolatedRoutes(value = "log-ready", withApi = true)
class LogReadyTest extends RouteTestSupport {
    private final LogWatch log = new LogWatch(Level.INFO);

    @Test
    void logsTheAddressOncePerDataVersion() throws Exception {
        log.begin();
        Exchange first = callWith("log-ready");
        callWith("log-ready");
        publishWeek("099741", "2026-06-09");
        callWith("log-ready");
        callWith("log-ready");
        log.end();

        assertThat(first.getException()).isNull();
        assertThat(log.errors())
                .filteredOn(line -> line.contains("Listening at") || line.contains("Ready: open"))
                .satisfiesExactly(line -> assertThat(line).contains("without data so far"), line -> assertThat(line)
                        .contains("Newest report date: 2026-06-09"));
    }
}
