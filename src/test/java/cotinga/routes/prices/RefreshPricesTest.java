package cotinga.routes.prices;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.PriceRun;
import cotinga.run.PriceRuns;
import cotinga.run.RunInProgressException;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("refresh-prices")
class RefreshPricesTest extends RouteTestSupport {
    @Test
    void beginsARunAndRunsIt() {
        assertThat(refresh("start").getException()).isNull();

        long id =
                received("run-prices").get(0).getVariable("run", PriceRun.class).id();
        assertThat(new RunStore(bean(DataSource.class), clock).find(id)).hasValueSatisfying(run -> {
            assertThat(run.kind()).isEqualTo(RunKind.PRICES);
            assertThat(run.cause()).isEqualTo(RunCause.START);
        });
    }

    @Test
    void leavesARunInProgressToTheCaller() {
        bean(PriceRuns.class).begin("manual");

        assertThat(refresh("timer").getException()).isInstanceOf(RunInProgressException.class);

        assertThat(received("run-prices")).isEmpty();
    }

    private Exchange refresh(String cause) {
        return call("refresh-prices", exchange -> exchange.getMessage().setHeader("cause", cause));
    }
}
