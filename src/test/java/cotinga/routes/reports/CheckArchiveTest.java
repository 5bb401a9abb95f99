package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
import cotinga.intake.CheckRound;
import cotinga.intake.ReleaseCheck;
import cotinga.intake.ReleaseCheck.Outcome;
import cotinga.intake.ReleasePolling;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("check-archive")
class CheckArchiveTest extends RouteTestSupport {
    private static final Archive WEEKLY = Archive.weekly(TFF_FO);

    private CheckRound round;

    @BeforeEach
    void beginARound() {
        round = bean(ReleasePolling.class).begin();
    }

    @Test
    void records304AsUnchanged() {
        respond(304, new byte[0]);

        assertThat(check().outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(round.hasChanged()).isFalse();
        assertThat(received("request-archive").get(0).getVariable("archive")).isEqualTo(WEEKLY);
    }

    @Test
    void recordsNewContentAsChanged() {
        respond(200, CftcFiles.text(CftcFiles.week(TFF_FO, "099741", "2026-06-09", 100)));

        assertThat(check().outcome()).isEqualTo(Outcome.CHANGED);

        assertThat(round.scope().variants()).containsExactly(TFF_FO);
    }

    @Test
    void records404AsAFailedCheck() {
        respond(404, new byte[0]);

        ReleaseCheck check = check();

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.message()).isEqualTo("404 for " + WEEKLY.path() + ", expected a file");
        assertThat(round.hasChanged()).isFalse();
    }

    @Test
    void recordsAWebPageAsAFailedCheck() {
        respond(200, "<html><title>Maintenance</title></html>".getBytes(StandardCharsets.US_ASCII));

        ReleaseCheck check = check();

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.message()).contains("web page");
        assertThat(round.hasChanged()).isFalse();
    }

    @Test
    void recordsAFailedRequestWithoutARetry() {
        replace("request-archive", exchange -> {
            throw new ConnectException("Connection refused");
        });

        ReleaseCheck check = check();

        assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(check.message()).isEqualTo("Connection refused");
        assertThat(received("request-archive")).hasSize(1);
    }

    private void respond(int status, byte[] body) {
        replace("request-archive", exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
            exchange.getMessage().setBody(new ByteArrayInputStream(body));
        });
    }

    private ReleaseCheck check() {
        Exchange exchange = call("check-archive", request -> {
            request.setVariable("round", round);
            request.getMessage().setBody(WEEKLY);
        });
        assertThat(exchange.getException()).as("a failure is an outcome").isNull();
        return bean(ReleasePolling.class).state().lastCheck().orElseThrow();
    }
}
