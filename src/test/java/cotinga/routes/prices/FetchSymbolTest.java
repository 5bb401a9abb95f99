package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.price.PriceBar;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import cotinga.store.prices.PriceStore;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("fetch-symbol")
class FetchSymbolTest extends RouteTestSupport {
    private static final PriceRequest UPDATE =
            new PriceRequest("6E=F", LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 15), false);

    @BeforeEach
    void storeABarInDollars() {
        new PriceStore(bean(DataSource.class), clock).store("yahoo", List.of(answered(UPDATE, "USD", 1.15)), () -> {});
    }

    @Test
    void fetchesTheNewestPrices() {
        replace("fetch-price", exchange -> exchange.getMessage().setBody(answered(request(exchange), "USD", 1.16)));

        Exchange exchange = fetch();

        assertThat(exchange.getMessage().getBody(PriceOutcome.class).request()).isEqualTo(UPDATE);
        assertThat(received("fetch-price")).hasSize(1);
    }

    @Test
    void fetchesTheFullHistoryIfTheUnitHasChanged() {
        replace("fetch-price", exchange -> exchange.getMessage().setBody(answered(request(exchange), "EUR", 1.16)));

        Exchange exchange = fetch();

        assertThat(received("fetch-price")).hasSize(2);
        PriceRequest second = exchange.getMessage().getBody(PriceOutcome.class).request();
        assertThat(second.whole()).isTrue();
        assertThat(second.from()).isBefore(UPDATE.from());
        assertThat(second.symbol()).isEqualTo("6E=F");
    }

    @Test
    void recordsASymbolThatFailed() {
        replace("fetch-price", exchange -> exchange.getMessage()
                .setBody(PriceOutcome.failed(request(exchange), "found status 503")));
        PriceRun run = bean(PriceRuns.class).begin("manual");

        Exchange exchange = fetch(run);

        assertThat(exchange.getMessage().getBody(PriceOutcome.class).kind()).isEqualTo(PriceOutcome.Kind.FAILED);
        assertThat(new RunStore(bean(DataSource.class), clock).steps(run.id()))
                .filteredOn(step -> step.name().equals("6E=F"))
                .singleElement()
                .extracting(RunStep::status, RunStep::message)
                .containsExactly(StepStatus.FAILED, "found status 503");
    }

    private Exchange fetch() {
        return fetch(bean(PriceRuns.class).begin("manual"));
    }

    private Exchange fetch(PriceRun run) {
        Exchange exchange = call("fetch-symbol", request -> {
            request.setVariable("run", run);
            request.getMessage().setBody(UPDATE);
        });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private static PriceRequest request(Exchange exchange) {
        return exchange.getMessage().getBody(PriceRequest.class);
    }

    private static PriceOutcome answered(PriceRequest request, String currency, double close) {
        return PriceOutcome.answered(
                request,
                currency,
                List.of(new PriceBar(LocalDate.of(2026, 6, 12), close, close, close, close, OptionalLong.of(100))));
    }
}
