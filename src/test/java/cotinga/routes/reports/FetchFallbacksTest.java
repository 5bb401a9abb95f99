package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.intake.Archives;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.routes.isolation.WithSettings;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("fetch-fallbacks")
class FetchFallbacksTest extends RouteTestSupport {
    @Test
    void fetchesNothingIfTheCftcDeliveredEverything() {
        fetch(beginReports());

        assertThat(calledRoutes()).isEmpty();
    }

    @Test
    void fetchesTheYearsThatTheCftcDidNotDeliver() {
        fetch(runWithRejectedYear());

        assertThat(fetched()).containsExactly(Archive.fallback(TFF_FO, 2025, 2026));
    }

    @Test
    @WithSettings("cotinga.cftc.variants=legacy/fo,tff/fo")
    void fetchesNoMoreVariantsAfterAShutdown() {
        ReportRun run = beginReports();
        for (Archive archive : run.yearlyArchives()) {
            bean(Archives.class).failedWithStatus(run, archive, 403);
        }
        replace("fetch-fallback", exchange -> bean(ReportRuns.class).stop());

        fetch(run);

        assertThat(fetched()).hasSize(1);
    }

    @Test
    @WithSettings("cotinga.cftc.fallback-url=")
    void fetchesNothingIfTheFallbackIsOff() {
        fetch(runWithRejectedYear());

        assertThat(fetched()).isEmpty();
    }

    private ReportRun runWithRejectedYear() {
        ReportRun run = beginReports();
        bean(Archives.class).failedWithStatus(run, Archive.yearly(TFF_FO, 2026), 403);
        return run;
    }

    private void fetch(ReportRun run) {
        assertThat(callWith("fetch-fallbacks", "run", run).getException()).isNull();
    }

    private List<Archive> fetched() {
        return received("fetch-fallback").stream()
                .map(exchange -> exchange.getVariable("archive", Archive.class))
                .toList();
    }
}
