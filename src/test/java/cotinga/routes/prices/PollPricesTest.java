package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.PriceRuns;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("poll-prices")
class PollPricesTest extends RouteTestSupport {
    @Test
    void startsAPriceRunOnSchedule() {
        assertThat(callWith("poll-prices").getException()).isNull();

        assertThat(received("refresh-prices").get(0).getMessage().getHeader("cause"))
                .isEqualTo("timer");
    }

    @Test
    void skipsARunWhileAnotherOneIsActive() {
        bean(PriceRuns.class).begin("manual");
        replace("refresh-prices", exchange -> bean(PriceRuns.class).begin("timer"));

        assertThat(callWith("poll-prices").getException()).isNull();
    }

    @Test
    @WithSettings("cotinga.service=false")
    void doesNotExistInASingleRun() {
        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    @WithSettings("cotinga.prices.enabled=false")
    void doesNotExistIfPricesAreDisabled() {
        assertThat(context.getRoutes()).isEmpty();
    }
}
