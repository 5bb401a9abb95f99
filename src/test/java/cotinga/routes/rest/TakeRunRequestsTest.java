package cotinga.routes.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.flow.LogWatch;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunRequestState;
import cotinga.store.runs.RunRequestStore;
import cotinga.store.sql.TestDatabase;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** The leader, with the routes that begin runs. */
@IsolatedRoutes(
        value = {"take-run-requests", "begin-requested-run"},
        withApi = true)
class TakeRunRequestsTest extends RouteTestSupport {
    private static final RunRequest REPORTS = new RunRequest(RunKind.REPORTS, true);
    private static final RunRequest PRICES = new RunRequest(RunKind.PRICES, false);

    private RunRequestStore requests() {
        return new RunRequestStore(bean(HikariDataSource.class), clock);
    }

    private List<String> poll(Level level) {
        LogWatch log = new LogWatch(level);
        log.begin();
        Exchange exchange = callWith("take-run-requests");
        log.end();
        assertThat(exchange.getException()).isNull();
        return log.errors();
    }

    @Test
    void beginsEachRequestedRunAndAnswersWithItsId() {
        long reports = requests().add(REPORTS, "cotinga-reader");
        long prices = requests().add(PRICES, "cotinga-writer");

        assertThat(poll(Level.INFO))
                .anyMatch(line -> line.endsWith("The instance cotinga-reader requests a run of reports, forced"))
                .anyMatch(line -> line.endsWith("The instance cotinga-writer requests a run of prices"));

        assertThat(requests().find(reports)).contains(RunRequestState.begun(1));
        assertThat(requests().find(prices)).contains(RunRequestState.begun(2));
        assertThat(calledRoutes()).contains("run-reports", "run-prices");
    }

    @Test
    void answersThatARunOfThisKindIsActive() {
        beginReports();
        long second = requests().add(REPORTS, "cotinga-reader");

        poll(Level.INFO);

        assertThat(requests().find(second))
                .contains(RunRequestState.refused(
                        "A run of reports is active since 2026-06-15T12:00:00Z; retry after its end"));
        assertThat(calledRoutes()).containsOnly("begin-requested-run");
    }

    @Test
    @WithSettings("cotinga.prices.enabled=false")
    void answersThatPricesAreSwitchedOff() {
        long prices = requests().add(PRICES, "cotinga-reader");

        poll(Level.INFO);

        assertThat(requests().find(prices))
                .contains(RunRequestState.refused(
                        "Prices are switched off; set cotinga.prices.enabled to true and restart the service"));
    }

    @Test
    void reportsAnInternalFailureAndContinuesWithTheNextRequest() {
        long broken = requests().add(REPORTS, "cotinga-reader");
        long next = requests().add(PRICES, "cotinga-reader");
        TestDatabase.execute(bean(HikariDataSource.class), "ALTER TABLE download RENAME TO removed_download");

        assertThat(poll(Level.ERROR))
                .singleElement()
                .asString()
                .contains("The run that the instance cotinga-reader requests cannot begin");

        assertThat(requests().find(broken)).contains(RunRequestState.FAILED);
        assertThat(requests().find(next)).contains(RunRequestState.begun(1));
        assertThat(calledRoutes()).contains("run-prices").doesNotContain("run-reports");
    }

    @Test
    void doesNothingWithoutARequest() {
        assertThat(poll(Level.INFO)).isEmpty();

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void triesAgainWhileTheDatabaseDoesNotAnswer() {
        bean(HikariDataSource.class).close();

        assertThat(poll(Level.INFO)).isEmpty();
    }
}
