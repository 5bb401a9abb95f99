package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.flow.ChartFiles;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.flow.StandInUpstream.Request;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceOutcome.Kind;
import cotinga.price.PriceRequest;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"fetch-price", "download-chart", "request-chart"})
class FetchPriceTest extends RouteTestSupport {
    private static final String SYMBOL = "6E=F";
    private static final String CHART = ChartFiles.path(SYMBOL);

    private PriceRun run;

    @BeforeEach
    void release() {
        upstream.release(CHART, ChartFiles.chart(SYMBOL, Map.of("2026-06-11", 1.15, "2026-06-12", 1.16)));
        run = bean(PriceRuns.class).begin("manual");
    }

    @Test
    void returnsTheBarsOfAChart() {
        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.ANSWERED);
        assertThat(outcome.series().bars()).hasSize(2);
        assertThat(calledRoutes()).containsExactly("download-chart", "request-chart");
        assertThat(upstream.requests())
                .extracting(Request::query)
                .singleElement()
                .asString()
                .contains("interval=1d");
    }

    @Test
    void recordsAnUnknownSymbolWithoutARetry() {
        upstream.fail(CHART, ChartFiles.unknown());

        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.prices.retries=5")
    void retriesWhileYahooIsOverloadedUnreachableOrUnreadable() {
        upstream.fail(
                CHART,
                Fault.status(503),
                Fault.dropped(),
                Fault.truncated(),
                Fault.page("<html>Will be right back</html>"),
                Fault.text(200, "{\"chart\":{\"result\":[{\"meta\":{\"curr"));

        assertThat(fetch(SYMBOL).kind()).isEqualTo(Kind.ANSWERED);

        assertThat(upstream.statuses(CHART)).containsExactly(503, 0, 200, 200, 200, 200);
    }

    @Test
    @WithSettings("cotinga.prices.retry-delay=60000")
    void waitsAsLongAsRetryAfterSaysInsteadOfTheConfiguredDelay() {
        upstream.fail(CHART, Fault.later(429, 0), Fault.later(503, 0));

        assertThat(fetch(SYMBOL).kind()).isEqualTo(Kind.ANSWERED);

        assertThat(upstream.statuses(CHART)).containsExactly(429, 503, 200);
    }

    @Test
    void recordsAFailureThatRemainsAfterTheRetries() {
        upstream.fail(CHART, Collections.nCopies(4, Fault.status(503)).toArray(Fault[]::new));

        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.reason()).contains("503");
        assertThat(upstream.statuses(CHART)).containsExactly(503, 503, 503);
    }

    @Test
    @WithSettings("cotinga.prices.max-download=64KB")
    void abortsAResponseOverTheLimitWithoutARetry() {
        upstream.release(CHART, new byte[65 * 1024]);

        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.reason()).contains("cotinga.prices.max-download");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.prices.retries=0")
    void requestsNothingMoreFromAHostThatNeverRespondedInTenAttempts() {
        failTenTimes();

        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.reason()).contains("it has not responded at all in this run");
        assertThat(upstream.statuses(CHART)).isEmpty();
    }

    @Test
    @WithSettings({"cotinga.prices.retries=0", "cotinga.prices.breaker-delay=1"})
    void waitsUntilTheCircuitBreakerPermitsATrialRequest() {
        fetch(SYMBOL);
        failTenTimes();

        assertThat(fetch(SYMBOL).kind()).isEqualTo(Kind.ANSWERED);
    }

    @Test
    @WithSettings("cotinga.prices.max-per-minute=1")
    void waitsWhileTheRateLimitIsReachedWhichIsNoAttempt() throws Exception {
        fetch(SYMBOL);
        Future<Exchange> second = template.asyncSend("direct:fetch-price", exchange -> request(exchange, SYMBOL));
        await().until(() ->
                calledRoutes().stream().filter("request-chart"::equals).count() > 2);

        bean(PriceRuns.class).stop();

        PriceOutcome outcome = second.get(20, TimeUnit.SECONDS).getMessage().getBody(PriceOutcome.class);
        assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
        assertThat(outcome.reason()).contains("the application is shutting down");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    @WithSettings({"cotinga.prices.source=csv", "cotinga.prices.directory=" + WithSettings.DIRECTORY})
    void readsAFileInsteadIfTheSettingsSaySo() throws Exception {
        Files.writeString(
                directory.resolve("6E=F.csv"), "date,open,high,low,close,volume\n2026-06-12,1.1,1.2,1.0,1.15,100\n");

        PriceOutcome outcome = fetch(SYMBOL);

        assertThat(outcome.kind()).isEqualTo(Kind.ANSWERED);
        assertThat(outcome.series().bars()).hasSize(1);
        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    @WithSettings({"cotinga.prices.source=csv", "cotinga.prices.directory=" + WithSettings.DIRECTORY})
    void recordsAFileThatCannotBeReadAsAFailure() throws Exception {
        Files.writeString(directory.resolve("6E=F.csv"), "<html>no prices</html>");

        assertThat(fetch(SYMBOL).kind()).isEqualTo(Kind.FAILED);
    }

    private void failTenTimes() {
        for (int number = 0; number < 10; number++) {
            String symbol = "S" + number;
            upstream.fail(ChartFiles.path(symbol), Fault.status(503));
            assertThat(fetch(symbol).kind()).isEqualTo(Kind.FAILED);
        }
    }

    private PriceOutcome fetch(String symbol) {
        Exchange exchange = call("fetch-price", request -> request(request, symbol));
        assertThat(exchange.getException()).as("a failure is an outcome").isNull();
        return exchange.getMessage().getBody(PriceOutcome.class);
    }

    private void request(Exchange exchange, String symbol) {
        exchange.setVariable("run", run);
        exchange.getMessage()
                .setBody(new PriceRequest(symbol, LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 15), false));
    }
}
