package cotinga.routes.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.RunScope;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"start-reports", "start-prices"})
class StartRunsTest extends RouteTestSupport {
    @Test
    void refreshesEverythingIfReportsAreMissing() {
        assertThat(callWith("start-reports").getException()).isNull();

        assertThat(scope().kind()).isEqualTo(RunScope.Kind.EVERYTHING);
    }

    @Test
    void refreshesPricesIfThoseOfAPublishedMarketAreMissing() throws Exception {
        publishWeek("099741", "2026-06-09");

        assertThat(callWith("start-prices").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("refresh-prices");
    }

    @Test
    void refreshesNoPricesWithoutAPublishedMarket() {
        callWith("start-prices");

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void resumesAnInterruptedPriceRun() {
        new RunStore(bean(DataSource.class), clock).begin(RunKind.PRICES, RunCause.TIMER, RunStore.EVERYTHING, false);

        callWith("start-prices");

        assertThat(calledRoutes()).containsExactly("refresh-prices");
    }

    @Test
    @WithSettings("cotinga.run.on-start=false")
    void refreshesNothingIfTheSettingsDisableIt() throws Exception {
        publishWeek("099741", "2026-06-09");

        callWith("start-reports");
        callWith("start-prices");

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void skipsReportsWhileAnotherRunIsActiveAndContinuesAfterAnyFailure() throws Exception {
        publishWeek("099741", "2026-06-09");
        beginReports();
        replace("refresh-reports", exchange -> beginReports());
        replace("refresh-prices", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        assertThat(callWith("start-reports").getException()).isNull();
        assertThat(callWith("start-prices").getException()).isNull();

        assertThat(calledRoutes()).containsExactly("refresh-reports", "refresh-prices");
    }

    private RunScope scope() {
        return received("refresh-reports").get(0).getMessage().getHeader("scope", RunScope.class);
    }
}
