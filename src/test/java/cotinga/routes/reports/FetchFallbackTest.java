package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.flow.StandInSocrata;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IsolatedRoutes({"fetch-fallback", "download-page"})
class FetchFallbackTest extends RouteTestSupport {
    private static final Archive ROWS = Archive.fallback(TFF_FO, 2025, 2026);

    @BeforeEach
    void addRows() {
        socrata.add(
                TFF_FO,
                StandInSocrata.row(TFF_FO, "099741", "2026-06-02", 100),
                StandInSocrata.row(TFF_FO, "099741", "2026-06-09", 200));
    }

    @Test
    void storesTheRowsOfAVariant() {
        ArchiveOutcome outcome = fetch();

        assertThat(outcome.kind()).isEqualTo(Kind.STORED);
        assertThat(outcome.message()).startsWith("2 weeks read, 2 new");
        assertThat(socrata.queries()).singleElement().asString().contains("$offset=0");
        assertThat(directory.resolve("data/incoming")).isEmptyDirectory();
    }

    @Test
    void requestsPagesUntilOneIsShort() {
        socrata.fail(Fault.text(200, "[" + "{},".repeat(9_999) + "{}]"));

        fetch();

        assertThat(socrata.queries()).hasSize(2).last().asString().contains("$offset=10000");
    }

    @Test
    void records304AsUnchanged() {
        fetch();
        fetch(); // from the newest stored week, which is another query

        assertThat(fetch().kind()).isEqualTo(Kind.UNCHANGED);

        assertThat(socrata.statuses()).last().isEqualTo(304);
    }

    @Test
    void retriesWhileTheServiceIsOverloadedOrUnreachable() {
        socrata.fail(Fault.status(429), Fault.dropped());

        assertThat(fetch().kind()).isEqualTo(Kind.STORED);

        assertThat(socrata.statuses()).containsExactly(429, 0, 200);
    }

    @Test
    void recordsAFailureThatRemainsAfterTheRetries() {
        socrata.fail(Fault.status(503), Fault.status(503), Fault.status(503));

        ArchiveOutcome outcome = fetch();

        assertThat(outcome.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.message()).startsWith("found status 503, expected rows from");
        assertThat(socrata.statuses()).containsExactly(503, 503, 503);
    }

    @Test
    void quotesTheReasonOfARejectedQueryAndDoesNotRetryIt() {
        socrata.fail(Fault.text(400, "{\"message\":\"No such column: open_interest\"}"));

        ArchiveOutcome outcome = fetch();

        assertThat(outcome.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.message()).contains("status 400", "No such column: open_interest");
        assertThat(socrata.statuses()).containsExactly(400);
    }

    @Test
    void rejectsAWebPageWithoutARetry() {
        socrata.fail(Fault.page("<html>Maintenance</html>"));

        assertThat(fetch().kind()).isEqualTo(Kind.FAILED);

        assertThat(socrata.statuses()).containsExactly(200);
    }

    @Test
    void rejectsAResponseWithoutRows() {
        socrata.fail(Fault.text(200, "[]"));

        assertThat(fetch().kind()).isEqualTo(Kind.FAILED);
    }

    private ArchiveOutcome fetch() {
        ReportRun run = beginReports();
        Exchange exchange = callWith("fetch-fallback", "run", run, "archive", ROWS);
        assertThat(exchange.getException()).as("a failure is an outcome").isNull();
        List<ArchiveOutcome> outcomes =
                bean(ReportRuns.class).finish(run, false, List.of(), null).outcomes();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }
}
