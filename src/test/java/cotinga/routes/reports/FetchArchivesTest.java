package cotinga.routes.reports;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.cftc.Archive;
import cotinga.intake.Archives;
import cotinga.routes.isolation.IsolatedRoutes;
import cotinga.routes.isolation.RouteTestSupport;
import cotinga.run.ReportRun;
import cotinga.run.ReportRuns;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@IsolatedRoutes("fetch-archives")
class FetchArchivesTest extends RouteTestSupport {
    private static final List<Archive> YEARS = IntStream.rangeClosed(2017, 2026)
            .mapToObj(year -> Archive.yearly(TFF_FO, year))
            .toList();

    private final Queue<Archive> fetched = new ConcurrentLinkedQueue<>();

    @Test
    void fetchesEachArchiveAsItsOwnVariable() {
        assertThat(fetch(beginReports()).getException()).isNull();

        assertThat(received("fetch-archive"))
                .extracting(exchange -> exchange.getVariable("archive"))
                .containsExactlyInAnyOrderElementsOf(YEARS);
    }

    @Test
    void fetchesTwoArchivesAtATime() throws Exception {
        CyclicBarrier bothAreFetched = new CyclicBarrier(2);
        replaceInParallel("fetch-archives", "fetch-archive", exchange -> bothAreFetched.await(20, TimeUnit.SECONDS));

        assertThat(fetch(beginReports()).getException()).isNull();
    }

    @Test
    void requestsNoMoreArchivesAfterAShutdown() {
        ReportRun run = beginReports();
        bean(ReportRuns.class).stop();

        fetch(run);

        assertThat(received("fetch-archive")).isEmpty();
    }

    @Test
    void requestsNoMoreArchivesAfterSixUnreachableOnesInARow() {
        replace("fetch-archive", exchange -> {
            Archive archive = exchange.getVariable("archive", Archive.class);
            ReportRun run = exchange.getVariable("run", ReportRun.class);
            fetched.add(archive);
            bean(Archives.class).begin(run, archive);
            bean(Archives.class).failedWithStatus(run, archive, 503);
        });

        fetch(beginReports());

        assertThat(fetched).as("six, and the one in progress").hasSizeBetween(6, 7);
    }

    private Exchange fetch(ReportRun run) {
        return call("fetch-archives", exchange -> {
            exchange.setVariable("run", run);
            exchange.getMessage().setBody(YEARS);
        });
    }
}
