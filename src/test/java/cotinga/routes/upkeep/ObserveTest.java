package cotinga.routes.upkeep;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.alert.Alert;
import cotinga.flow.LogWatch;
import cotinga.monitor.Monitor;
import cotinga.monitor.Observation;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRuns;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"poll-state", "observe"})
class ObserveTest extends RouteTestSupport {
    @Test
    void keepsTheStateForTheMetrics() throws Exception {
        Monitor monitor = bean(Monitor.class);
        assertThat(monitor.latest().run(RunKind.REPORTS).lastStatus()).isEmpty();
        bean(ReportRuns.class).finish(beginReports(), false, List.of("something is missing"), null);
        assertThat(monitor.latest().run(RunKind.REPORTS).lastStatus())
                .as("before the next observation")
                .isEmpty();

        assertThat(callWith("observe").getException()).isNull();

        Observation.RunState reports = monitor.latest().run(RunKind.REPORTS);
        assertThat(reports.lastStatus()).contains(RunStatus.ERROR);
        assertThat(reports.isFailed()).isTrue();
        assertThat(reports.lastSuccess()).isEmpty();
        assertThat(monitor.latest().variant(TFF_FO).publishedAt()).isEmpty();
        assertThat(received("send-alerts")).hasSize(1);
        List<?> alerts = received("send-alerts").get(0).getMessage().getBody(List.class);
        assertThat(alerts).hasSize(1);
        assertThat(((Alert) alerts.get(0)).text()).contains("run-failed: the last run of reports failed");
    }

    @Test
    void keepsTheLastStateAndLogsTheReasonWhenTheDatabaseFails() throws Exception {
        Observation before = bean(Monitor.class).latest();
        bean(HikariDataSource.class).close();
        LogWatch log = new LogWatch();
        log.begin();

        assertThat(callWith("poll-state").getException()).isNull();
        log.end();

        assertThat(log.errors()).isNotEmpty();
        assertThat(bean(Monitor.class).latest()).isSameAs(before);
    }
}
