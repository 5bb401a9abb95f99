package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.RunningApplication;
import cotinga.alert.Alerts;
import cotinga.alert.Delivery;
import cotinga.alert.Endpoint;
import cotinga.alert.Outbox;
import cotinga.flow.HostileAnswers;
import cotinga.flow.LogWatch;
import cotinga.flow.StandInUpstream;
import cotinga.monitor.Condition;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.store.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"poll-digest", "send-alerts", "deliver-alerts", "deliver-alert", "store-alerts"})
@WithSettings({"cotinga.alerts.endpoints=camel:mock:operator camel:mock:colleague", "cotinga.alerts.retry-delay=1"})
class SendAlertsTest extends RouteTestSupport {
    private static final String HOOK = "/hook";

    private final LogWatch log = new LogWatch();

    @Test
    void sendsTheDigestToEveryEndpoint() throws Exception {
        List<MockEndpoint> endpoints = List.of(getMockEndpoint("mock:operator"), getMockEndpoint("mock:colleague"));
        bean(Alerts.class).after(List.of(new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", "it is open")));

        assertThat(callWith("poll-digest").getException()).isNull();

        for (MockEndpoint endpoint : endpoints) {
            await().until(() -> endpoint.getReceivedCounter() == 1);
            assertThat(endpoint.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                    .isEqualTo("Cotinga: Digest\n- breaker-open: it is open");
        }
    }

    @Test
    void sendsNoDigestWithoutConditions() {
        assertThat(callWith("poll-digest").getException()).isNull();

        assertThat(getMockEndpoint("mock:operator").getReceivedCounter()).isZero();
    }

    @Test
    void retriesWhileAnEndpointIsOverloaded() throws Exception {
        upstream.release(HOOK, "accepted".getBytes(StandardCharsets.UTF_8));
        upstream.fail(HOOK, StandInUpstream.Fault.status(503), StandInUpstream.Fault.status(429));

        deliver(upstream.url() + HOOK);

        assertThat(upstream.statuses(HOOK)).containsExactly(503, 429, 200);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void keepsAMessageForAnEndpointThatRejectsIt() throws Exception {
        upstream.fail(HOOK, StandInUpstream.Fault.status(401));

        deliver(upstream.url() + HOOK + "?token=secret");

        assertThat(upstream.statuses(HOOK)).as("no retry").containsExactly(401);
        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains(
                        "The camel endpoint 1 did not accept an alert (status 401); it is sent again until it is accepted")
                .doesNotContain("secret"));
    }

    @Test
    void dropsAMessageWhoseContentIsRejected() throws Exception {
        upstream.fail(HOOK, StandInUpstream.Fault.status(413));

        deliver(upstream.url() + HOOK);

        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains(
                        "The camel endpoint 1 rejects an alert because of its content (status 413); the message is lost:"
                                + " msg_1"));
    }

    @Test
    void keepsAMessageForAnEndpointThatCannotBeReached() throws Exception {
        deliver("http://localhost:" + RunningApplication.freePort() + "/secret");

        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains("The camel endpoint 1 cannot be reached with an alert")
                .doesNotContain("secret"));
    }

    @Test
    @WithSettings("cotinga.alerts.max-time=1s")
    void endsARequestAtItsDeadline() throws Exception {
        upstream.release(HOOK, new byte[0]);
        StandInUpstream.Hold unanswered = upstream.hold(HOOK);

        deliver(upstream.url() + HOOK + "?token=secret");

        unanswered.release();
        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains("The camel endpoint 1 did not send a response within the limits to an alert")
                .doesNotContain("secret", "hook"));
    }

    @Test
    void needsNoBodyOfAResponse() throws Exception {
        HostileAnswers answers = new HostileAnswers();
        upstream.release(HOOK, new byte[0]);
        upstream.fail(HOOK, answers.endless(200));

        deliver(upstream.url() + HOOK);

        await().until(() -> answers.closed().contains(HOOK));
        answers.end();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void needsNoBodyOfAnErrorEither() throws Exception {
        HostileAnswers answers = new HostileAnswers();
        upstream.fail(HOOK, answers.dripping(500), answers.endless(503), answers.endless(401));

        deliver(upstream.url() + HOOK);

        await().until(() -> answers.closed().contains(HOOK));
        answers.end();
        assertThat(upstream.statuses(HOOK)).as("the status decides").containsExactly(500, 503, 401);
        assertThat(log.errors()).singleElement().asString().contains("did not accept an alert (status 401)");
    }

    @Test
    void theContentCodingOfAResponseDoesNotMatter() throws Exception {
        upstream.release(HOOK, new byte[0]);
        upstream.fail(HOOK, new HostileAnswers().coded("br"));

        deliver(upstream.url() + HOOK);

        assertThat(log.errors()).isEmpty();
    }

    @Test
    void logsOnceThatAnEndpointHangsWithoutDelayingAnother() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        getMockEndpoint("mock:operator").whenAnyExchangeReceived(exchange -> end.await());
        bean(Alerts.class).after(List.of(new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", "it is open")));
        callWith("poll-digest");
        await().until(() -> getMockEndpoint("mock:colleague").getReceivedCounter() == 1
                && bean(Outbox.class).waiting(Endpoint.Format.CAMEL) == 1);
        clock.goTo("2026-06-15T12:05:00Z");

        log.begin();
        for (int observation = 0; observation < 3; observation++) {
            call("send-alerts", given -> given.getMessage().setBody(List.of()));
        }
        end.countDown();
        await().until(() -> bean(Outbox.class).waiting(Endpoint.Format.CAMEL) == 0);
        log.end();

        assertThat(log.errors()).singleElement().asString().contains("The camel endpoint 1 has neither accepted");
    }

    @Test
    void keepsAMessageForAnEndpointThatCannotBeUsed() throws Exception {
        log.begin();
        Exchange exchange = call("deliver-alert", given -> given.getMessage()
                .setBody(new Delivery("msg_1", "camel endpoint 2", "nonsense:secret", Map.of(), "a message")));

        log.end();
        assertThat(exchange.getException()).isNull();
        assertThat(log.errors()).singleElement().satisfies(line -> assertThat(line)
                .contains("The camel endpoint 2 cannot be used for an alert")
                .doesNotContain("secret"));
    }

    @Test
    void storesWhatWasReportedAndWhatWaits() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        getMockEndpoint("mock:operator").whenAnyExchangeReceived(exchange -> end.await());
        bean(Alerts.class).after(List.of(new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", "it is open")));
        callWith("poll-digest");
        await().until(() -> getMockEndpoint("mock:colleague").getReceivedCounter() == 1);

        await().until(() -> stored().equals(List.of("camel endpoint 1")));
        end.countDown();

        await().until(() -> stored().isEmpty());
    }

    @Test
    void sendsAndLogsOnceWhileTheStateCannotBeStored() throws Exception {
        HikariDataSource database = bean(HikariDataSource.class);
        TestDatabase.execute(database, "ALTER TABLE reported_condition RENAME TO elsewhere");
        LogWatch log = new LogWatch(Level.INFO);
        bean(Alerts.class).after(List.of(new Condition(Condition.Kind.BREAKER_OPEN, "yahoo", "it is open")));
        log.begin();
        assertThat(callWith("store-alerts").getException()).isNull();
        assertThat(callWith("store-alerts").getException()).isNull();

        callWith("poll-digest");

        await().until(() -> getMockEndpoint("mock:operator").getReceivedCounter() == 1);
        await().until(() -> bean(Outbox.class).waiting(Endpoint.Format.CAMEL) == 0);
        TestDatabase.execute(database, "ALTER TABLE elsewhere RENAME TO reported_condition");
        await().until(() -> {
            callWith("store-alerts");
            return log.errors().stream().anyMatch(line -> line.contains("can be stored again"));
        });
        log.end();
        assertThat(log.errors())
                .filteredOn(line -> line.contains("The state of alerts"))
                .satisfiesExactly(
                        begin -> assertThat(begin).contains("The state of alerts cannot be stored"),
                        end -> assertThat(end).contains("The state of alerts can be stored again"));
    }

    private List<String> stored() {
        return TestDatabase.rows(bean(HikariDataSource.class), "SELECT endpoint FROM waiting_message");
    }

    private void deliver(String address) throws Exception {
        log.begin();
        Exchange exchange = call("deliver-alert", given -> given.getMessage()
                .setBody(new Delivery(
                        "msg_1",
                        "camel endpoint 1",
                        address + (address.contains("?") ? "&" : "?")
                                + "httpMethod=POST&ignoreResponseBody=true&httpClientConfigurer=#alertClient",
                        Map.of("Content-Type", "application/json"),
                        "{}")));
        log.end();
        assertThat(exchange.getException()).isNull();
    }
}
