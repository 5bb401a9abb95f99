package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.intake.Archives;
import cotinga.publication.Publications;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import cotinga.run.RunSummary;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"run-reports", "load-reports", "finish-report-run"})
class RunReportsTest extends RouteTestSupport {
    @BeforeEach
    void publishNothing() {
        replace(
                "publish",
                exchange -> exchange.setVariable(
                        "publication", bean(Publications.class).prepare(exchange.getVariable("run", ReportRun.class))));
    }

    @Test
    void requestsTheNewestArchivesFirstThenPublishes() {
        Exchange exchange = callWith("run-reports", "run", beginReports());

        assertThat(exchange.getException()).isNull();
        assertThat(calledRoutes())
                .containsExactly(
                        "load-reports",
                        "fetch-archives",
                        "fetch-archives",
                        "fetch-archives",
                        "fetch-fallbacks",
                        "publish",
                        "finish-report-run");
        assertThat(requested())
                .containsExactly(
                        List.of(Archive.weekly(TFF_FO)),
                        List.of(Archive.yearly(TFF_FO, 2026), Archive.yearly(TFF_FO, 2025)),
                        List.of());
    }

    @Test
    @WithSettings("cotinga.cftc.first-year=2014")
    void requestsTheBundleOfTheYearsThatWereMissing() {
        replace("fetch-archives", exchange -> {
            for (Object archive : exchange.getMessage().getBody(List.class)) {
                bean(Archives.class).absent(exchange.getVariable("run", ReportRun.class), (Archive) archive);
            }
        });

        callWith("run-reports", "run", beginReports());

        assertThat(requested().get(2)).isEqualTo(List.of(Archive.bundle(TFF_FO, 2014, 2016)));
    }

    @Test
    void returnsTheSummaryOfTheRun() throws Exception {
        ReportRun run = beginReports();
        storeWeek(run, "099741", "2025-06-03");

        RunSummary summary = callWith("run-reports", "run", run).getMessage().getBody(RunSummary.class);

        assertThat(summary.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(summary.published()).isFalse();
        assertThat(bean(ReportRuns.class).isUnderWay()).isFalse();
    }

    @Test
    void recordsARunThatCannotContinueAsFailed() {
        replace("fetch-archives", exchange -> {
            throw new IllegalStateException("the database is closed");
        });

        Exchange exchange = callWith("run-reports", "run", beginReports());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(RunSummary.class).failures())
                .containsExactly("the database is closed");
        assertThat(calledRoutes()).doesNotContain("publish");
        assertThat(bean(ReportRuns.class).isUnderWay()).isFalse();
        assertThat(new RunStore(bean(DataSource.class), clock).last(RunKind.REPORTS))
                .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.ERROR));
    }

    private List<Object> requested() {
        return received("fetch-archives").stream()
                .map(exchange -> exchange.getMessage().getBody())
                .toList();
    }
}
