package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.api.Response;
import cotinga.api.RunAnswer;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.SwitchedLeadership;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.PriceRun;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.StoreException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@IsolatedRoutes(
        value = {"start-run", "begin-requested-run"},
        withApi = true)
class StartRunTest extends RouteTestSupport {
    private final SwitchedLeadership leadership = new SwitchedLeadership();

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        leadership.isLeading = true;
        registry.unbind("leadership");
        registry.bind("leadership", leadership);
    }

    @Test
    void beginsARunInTheBackgroundAndRejectsASecondOneOfItsKind() throws Exception {
        replace("respond-uncached", exchange -> exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200));
        List<Thread> ofRuns = new CopyOnWriteArrayList<>();
        for (String run : List.of("run-reports", "run-prices")) {
            otherRoute(run).expectedMessageCount(1);
            replace(run, exchange -> ofRuns.add(Thread.currentThread()));
        }

        Message reports = start("{\"kind\": \"reports\", \"force\": true}");
        Message prices = start("{\"kind\": \"prices\"}");

        assertThat(reports.getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, "202")
                .containsEntry("Location", "/api/v1/admin/runs/1");
        assertThat(prices.getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, "202")
                .containsEntry("Location", "/api/v1/admin/runs/2");
        assertThat(received("respond-uncached"))
                .extracting(exchange -> exchange.getMessage().getBody(RunAnswer.class))
                .allSatisfy(run -> {
                    assertThat(run.status()).isEqualTo("running");
                    assertThat(run.cause()).isEqualTo("manual");
                })
                .extracting(RunAnswer::kind)
                .containsExactly("reports", "prices");
        otherRoute("run-reports").assertIsSatisfied();
        otherRoute("run-prices").assertIsSatisfied();
        assertThat(ofRuns).doesNotContain(Thread.currentThread());
        ReportRun reportRun = received("run-reports").get(0).getVariable("run", ReportRun.class);
        PriceRun priceRun = received("run-prices").get(0).getVariable("run", PriceRun.class);
        assertThat(reportRun.id()).isEqualTo(1);
        assertThat(reportRun.isForced()).isTrue();
        assertThat(priceRun.id()).isEqualTo(2);
        assertThat(priceRun.isForced()).isFalse();

        for (String kind : List.of("reports", "prices")) {
            assertThat(problem("{\"kind\": \"" + kind + "\"}", 409))
                    .startsWith("A run of " + kind + " is active since 2026-06-15T12:00:00Z");
        }
        assertThat(received("run-reports")).hasSize(1);
        assertThat(received("run-prices")).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.prices.enabled=false")
    void beginsNothingForABadBodyOrForPricesThatAreSwitchedOff() {
        assertThat(problem("", 400)).contains("expected a JSON object");
        assertThat(problem("[]", 400)).contains("expected a JSON object");
        assertThat(problem("{\"kind\": \"all\"}", 400)).contains("expected one of reports, prices");
        assertThat(problem("{\"kind\": \"reports\", \"force\": \"yes\"}", 400)).contains("expected true or false");
        assertThat(problem("{\"kind\": \"prices\"}", 409)).startsWith("Prices are switched off");

        assertThat(bean(ReportRuns.class).isUnderWay()).isFalse();
        assertThat(calledRoutes()).containsOnly("respond", "begin-requested-run");
    }

    @Test
    void requestsTheRunFromTheLeaderIfAnotherInstanceLeads() throws Exception {
        leadership.isLeading = false;
        replace("respond-uncached", exchange -> exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200));
        long ofLeader = new RunStore(bean(DataSource.class), clock)
                .begin(RunKind.REPORTS, RunCause.MANUAL, RunStore.EVERYTHING, true);
        replace("forward-run", exchange -> exchange.getMessage().setBody(ofLeader));

        Message answer = start("{\"kind\": \"reports\", \"force\": true}");

        assertThat(answer.getHeaders())
                .containsEntry(Exchange.HTTP_RESPONSE_CODE, "202")
                .containsEntry("Location", "/api/v1/admin/runs/" + ofLeader);
        assertThat(received("respond-uncached").get(0).getMessage().getBody(RunAnswer.class))
                .extracting(RunAnswer::id)
                .isEqualTo(ofLeader);
        assertThat(bean(ReportRuns.class).isUnderWay()).isFalse();
        assertThat(problem("{\"kind\": \"all\"}", 400)).contains("expected one of reports, prices");
        replace("forward-run", exchange -> {
            assertThat(exchange.getMessage().getBody()).isEqualTo(new RunRequest(RunKind.PRICES, false));
            throw new StoreException(
                    "request a run", new SQLException("cannot execute INSERT in a read-only transaction", "25006"));
        });
        assertThat(problem("{\"kind\": \"prices\"}", 503))
                .isEqualTo("The database of this instance can only be read, as a standby; send the request to another"
                        + " instance; retry in 5 s.");
    }

    @Test
    void readsABodyInEachUnicodeEncoding() throws Exception {
        otherRoute("run-prices").expectedMessageCount(1);

        start("{\"kind\": \"prices\"}".getBytes(StandardCharsets.UTF_16LE));

        otherRoute("run-prices").assertIsSatisfied();
    }

    private Message start(String body) {
        return start(body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    private Message start(byte @Nullable [] body) {
        Exchange exchange = call("start-run", given -> {
            given.setVariable("request", Requests.plain());
            given.getMessage().setBody(body);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    /** The detail of the problem with which a body is rejected. */
    private String problem(String body, int status) {
        int before = received("respond").size();
        start(body);
        Response response = received("respond").get(before).getMessage().getBody(Response.class);
        assertThat(response.status()).as(body).isEqualTo(status);
        return new JsonObject(response.body()).getString("detail");
    }
}
