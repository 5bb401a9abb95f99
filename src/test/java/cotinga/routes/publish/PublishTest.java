package cotinga.routes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.publication.PendingPublication;
import cotinga.publication.Publications;
import cotinga.report.ReportVariant;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("publish")
class PublishTest extends RouteTestSupport {
    private static final String MARKET = "099741";

    @Test
    void publishesStoredWeeksThenRenewsTheCaches() throws Exception {
        ReportRun run = beginReports();
        storeWeek(run, MARKET, "2026-06-09");
        replace("export-files", exchange -> bean(Publications.class)
                .export(publication(exchange), ReportVariant.TFF_FO));

        Exchange exchange = callWith("publish", "run", run);

        assertThat(exchange.getException()).isNull();
        assertThat(calledRoutes()).containsExactly("export-files", "renew-caches", "evaluate-watchlists");
        assertThat(publication(exchange).isComplete()).isTrue();
        assertThat(publication(received("renew-caches").get(0)).version()).isEqualTo(1);
        assertThat(publicationStep(run)).containsExactly(StepStatus.DONE, "data version 1");
    }

    @Test
    void publishesNothingIfNothingHasChanged() throws Exception {
        publishWeek(MARKET, "2026-06-09");
        ReportRun run = beginReports();

        Exchange exchange = callWith("publish", "run", run);

        assertThat(exchange.getException()).isNull();
        assertThat(calledRoutes()).isEmpty();
        assertThat(publication(exchange).isComplete()).isFalse();
        assertThat(publicationStep(run)).containsExactly(StepStatus.SKIPPED, "nothing was published");
    }

    @Test
    void leavesAFailureToTheCallerAndTheCachesAsTheyWere() throws Exception {
        ReportRun run = beginReports();
        storeWeek(run, MARKET, "2026-06-09");
        replace("export-files", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        Exchange exchange = callWith("publish", "run", run);

        assertThat(exchange.getException()).hasMessage("the database is closed");
        assertThat(calledRoutes()).containsExactly("export-files");
        assertThat(publication(exchange).isComplete()).isFalse();
        assertThat(bean(Publications.class).isDue()).isTrue();
    }

    private Object[] publicationStep(ReportRun run) {
        RunStep step = new RunStore(bean(DataSource.class), clock)
                .steps(run.id()).stream()
                        .filter(each -> each.name().equals("publication"))
                        .findFirst()
                        .orElseThrow();
        return new Object[] {step.status(), step.message()};
    }

    private static PendingPublication publication(Exchange exchange) {
        return exchange.getVariable("publication", PendingPublication.class);
    }
}
