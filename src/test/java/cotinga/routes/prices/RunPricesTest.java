package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.price.PriceBar;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.publication.Publications;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import cotinga.run.PriceSummary;
import cotinga.store.runs.RunStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("run-prices")
class RunPricesTest extends RouteTestSupport {
    private static final PriceBar BAR =
            new PriceBar(LocalDate.of(2026, 6, 12), 1.1, 1.2, 1.0, 1.15, OptionalLong.of(100));

    @BeforeEach
    void receiveOneBar() {
        replace("fetch-prices", exchange -> {
            PriceRequest request =
                    exchange.getVariable("run", PriceRun.class).requests().get(0);
            exchange.getMessage().setBody(List.of(PriceOutcome.answered(request, "USD", List.of(BAR))));
        });
        replace(
                "publish",
                exchange -> exchange.setVariable(
                        "publication", bean(Publications.class).prepare(exchange.getVariable("run", PriceRun.class))));
    }

    @Test
    void fetchesStoresAndPublishesThePricesOfThePublishedMarkets() throws Exception {
        Exchange exchange = runForPublishedMarket();

        assertThat(exchange.getException()).isNull();
        assertThat(calledRoutes()).containsExactly("fetch-prices", "publish");
        assertThat(received("fetch-prices")
                        .get(0)
                        .getVariable("run", PriceRun.class)
                        .requests())
                .extracting(PriceRequest::symbol)
                .containsExactly("6E=F");
        PriceSummary summary = exchange.getMessage().getBody(PriceSummary.class);
        assertThat(summary.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(summary.text()).contains("1 symbol received").contains("1 bar new");
        assertThat(bean(PriceRuns.class).isUnderWay()).isFalse();
    }

    @Test
    void publishesAlsoIfNoSymbolWasRequested() {
        replace("fetch-prices", exchange -> exchange.getMessage().setBody(null));

        assertThat(run().getMessage().getBody(PriceSummary.class).changes()).isEmpty();

        assertThat(calledRoutes()).containsExactly("fetch-prices", "publish");
    }

    @Test
    void recordsARunThatCannotContinueAsFailed() throws Exception {
        replace("publish", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        Exchange exchange = runForPublishedMarket();

        assertThat(exchange.getException()).isNull();
        PriceSummary summary = exchange.getMessage().getBody(PriceSummary.class);
        assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
        assertThat(summary.failure()).contains("the database is closed");
        assertThat(bean(PriceRuns.class).isUnderWay()).isFalse();
    }

    @Test
    @WithSettings("cotinga.data.reserve=1000000GB")
    void storesNothingWhenTheDiskIsFull() {
        replace("fetch-prices", exchange -> exchange.getMessage().setBody(null));

        PriceSummary summary = run().getMessage().getBody(PriceSummary.class);

        assertThat(summary.failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("cotinga.data.reserve"));
        assertThat(summary.changes()).isEmpty();
        assertThat(calledRoutes()).doesNotContain("publish");
    }

    private Exchange runForPublishedMarket() throws Exception {
        publishWeek("099741", "2026-06-09");
        return run();
    }

    private Exchange run() {
        return callWith("run-prices", "run", bean(PriceRuns.class).begin("manual"));
    }
}
