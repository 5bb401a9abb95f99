package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.monitor.Monitor;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("fetch-prices")
class FetchPricesTest extends RouteTestSupport {
    private static final List<PriceRequest> REQUESTS = IntStream.range(0, 16)
            .mapToObj(number ->
                    new PriceRequest("S" + number, LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 15), false))
            .toList();

    @Test
    void collectsTheOutcomesOfAllSymbolsSuccessfulOrNot() {
        replace("fetch-symbol", exchange -> exchange.getMessage().setBody(outcome(request(exchange))));

        Exchange exchange = fetch(begin());

        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).extracting(PriceOutcome::request).containsExactlyInAnyOrderElementsOf(REQUESTS);
    }

    @Test
    void fetchesEightSymbolsAtATime() throws Exception {
        CyclicBarrier allAreFetched = new CyclicBarrier(8);
        replaceInParallel("fetch-prices", "fetch-symbol", exchange -> {
            allAreFetched.await(20, TimeUnit.SECONDS);
            exchange.getMessage().setBody(outcome(request(exchange)));
        });

        assertThat(outcomes(fetch(begin()))).hasSize(16);
    }

    @Test
    @WithSettings("cotinga.background.free-disk=900000GB")
    void fetchesOneSymbolAfterTheOtherWhileDiskSpaceIsShort() throws Exception {
        bean(Monitor.class).observe();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        replaceInParallel("fetch-prices", "fetch-symbol", exchange -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.sleep(5);
            atOnce.decrementAndGet();
            exchange.getMessage().setBody(outcome(request(exchange)));
        });

        assertThat(outcomes(fetch(begin()))).hasSize(16);
        assertThat(most).hasValue(1);
    }

    @Test
    void requestsNoMoreSymbolsAfterAShutdownAndKeepsTheReceivedPrices() {
        PriceRun run = begin();
        replace("fetch-symbol", exchange -> {
            bean(PriceRuns.class).stop();
            exchange.getMessage().setBody(PriceOutcome.answered(request(exchange), "USD", List.of()));
        });

        Exchange exchange = fetch(run);

        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).hasSize(16);
        assertThat(outcomes(exchange))
                .filteredOn(outcome -> outcome.kind() == PriceOutcome.Kind.ANSWERED)
                .hasSameSizeAs(received("fetch-symbol"))
                .hasSizeBetween(1, 8);
        assertThat(outcomes(exchange))
                .filteredOn(outcome -> outcome.kind() == PriceOutcome.Kind.FAILED)
                .extracting(PriceOutcome::reason)
                .containsOnly("not requested, the application is shutting down");
    }

    @Test
    void requestsNothingInARunThatIsStoppedBeforeItsFirstRequest() {
        PriceRun run = begin();
        bean(PriceRuns.class).stop();

        Exchange exchange = fetch(run);

        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).hasSize(16);
        assertThat(received("fetch-symbol")).isEmpty();
    }

    @Test
    void endsWithTheFirstException() {
        replace("fetch-symbol", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        assertThat(fetch(begin()).getException()).hasRootCauseMessage("the database is closed");
    }

    private PriceRun begin() {
        return bean(PriceRuns.class).begin("manual");
    }

    private Exchange fetch(PriceRun run) {
        return call("fetch-prices", exchange -> {
            exchange.setVariable("run", run);
            exchange.getMessage().setBody(REQUESTS);
        });
    }

    private static PriceRequest request(Exchange exchange) {
        return exchange.getMessage().getBody(PriceRequest.class);
    }

    private static PriceOutcome outcome(PriceRequest request) {
        return request.symbol().equals("S0")
                ? PriceOutcome.failed(request, "found status 503")
                : PriceOutcome.answered(request, "USD", List.of());
    }

    @SuppressWarnings("unchecked") // the route returns a list of outcomes
    private static List<PriceOutcome> outcomes(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
