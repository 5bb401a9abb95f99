package cotinga.routes.reports;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.RunScope;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"poll-reports", "poll-releases"})
class ScheduleTest extends RouteTestSupport {
    @Test
    void startsAFullCheckOnSchedule() {
        assertThat(callWith("poll-reports").getException()).isNull();

        Message request = received("refresh-reports").get(0).getMessage();
        assertThat(request.getHeader("cause")).isEqualTo("timer");
        assertThat(request.getHeader("scope", RunScope.class).kind()).isEqualTo(RunScope.Kind.FULL_CHECK);
    }

    @Test
    @WithSettings("cotinga.cftc.first-year=2015")
    void requestsEverythingOnScheduleWhileAnOldYearIsMissing() {
        callWith("poll-reports");

        assertThat(received("refresh-reports")
                        .get(0)
                        .getMessage()
                        .getHeader("scope", RunScope.class)
                        .kind())
                .isEqualTo(RunScope.Kind.EVERYTHING);
    }

    @Test
    void checksReleasesOnSchedule() {
        assertThat(callWith("poll-releases").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("check-releases");
    }

    @Test
    void skipsARunWhileAnotherOneIsActive() {
        beginReports();
        replace("refresh-reports", exchange -> beginReports());
        replace("check-releases", exchange -> beginReports());

        assertThat(callWith("poll-reports").getException()).isNull();
        assertThat(callWith("poll-releases").getException()).isNull();
        assertThat(calledRoutes()).containsExactly("refresh-reports", "check-releases");
    }

    @Test
    void reportsEveryOtherFailure() {
        replace("refresh-reports", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        Exchange exchange = callWith("poll-reports");

        assertThat(exchange.getException()).hasMessage("the database is closed");
    }

    @Test
    @WithSettings("cotinga.service=false")
    void doesNotExistInASingleRun() {
        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    @WithSettings("cotinga.cftc.watch=false")
    void doesNotCheckReleasesIfTheSettingsDisableIt() {
        assertThat(context.getRoute("poll-releases")).isNull();
        assertThat(context.getRoute("poll-reports")).isNotNull();
    }
}
