package cotinga.routes.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.RunScope;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import javax.sql.DataSource;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("resume-reports")
class ResumeReportsTest extends RouteTestSupport {
    @Test
    @WithSettings("cotinga.run.on-start=true")
    void resumesARunWhoseEndCouldNotBeRecorded() {
        new RunStore(bean(DataSource.class), clock).begin(RunKind.REPORTS, RunCause.MANUAL, RunStore.EVERYTHING, false);

        assertThat(callWith("resume-reports").getException()).isNull();

        Message request = received("refresh-reports").get(0).getMessage();
        assertThat(request.getHeader("cause")).isEqualTo("timer");
        assertThat(request.getHeader("scope", RunScope.class).kind()).isEqualTo(RunScope.Kind.EVERYTHING);
    }

    @Test
    @WithSettings("cotinga.run.on-start=true")
    void leavesAnActiveRunAlone() {
        beginReports();

        callWith("resume-reports");

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    @WithSettings("cotinga.run.on-start=true")
    void triesAgainWhileTheDatabaseDoesNotAnswer() {
        bean(HikariDataSource.class).close();

        assertThat(callWith("resume-reports").getException()).isNull();

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    @WithSettings("cotinga.run.on-start=false")
    void resumesNothingIfTheSettingsDisableIt() {
        assertThat(context.getRoute("resume-reports")).isNull();
    }
}
