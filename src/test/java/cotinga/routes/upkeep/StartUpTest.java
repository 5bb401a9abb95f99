package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("start-up")
class StartUpTest extends RouteTestSupport {
    @Test
    void startsReportsAndPricesOneAfterTheOther() {
        assertThat(callWith("start-up").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("start-reports", "start-prices");
        assertThat(received("start-reports").get(0).getMessage().getHeader("cause"))
                .isEqualTo("start");
        assertThat(received("start-prices").get(0).getMessage().getHeader("cause"))
                .isEqualTo("start");
        assertThat(received("start-prices").get(0).getExchangeId())
                .isNotEqualTo(received("start-reports").get(0).getExchangeId());
    }

    @Test
    @WithSettings("cotinga.sandbox.enabled=true")
    void loadsNewEditionsOfTheSandboxLast() {
        callWith("start-up");

        assertThat(calledRoutes()).containsExactly("start-reports", "start-prices", "load-new-editions");
    }

    @Test
    void startsPricesAfterAFailureOfReports() {
        replace("start-reports", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        callWith("start-up");

        assertThat(received("start-prices")).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.service=false")
    void doesNotExistInASingleRun() {
        assertThat(context.getRoutes()).isEmpty();
    }
}
