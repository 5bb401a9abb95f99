package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.monitor.Condition;
import cotinga.monitor.Condition.Kind;
import cotinga.monitor.Monitor;
import cotinga.store.runs.RunStatus;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The circuit breaker of the charts, as operators see it. */
class BreakerTest {
    private static final String EURO = "099741";
    private static final String SYMBOL = "6E=F";
    private static final String OPEN = "cotinga_breaker_open{host=\"localhost\"}";

    @Test
    void staysOpenForOperatorsUntilARequestSucceeds(@TempDir Path directory) {
        MovableClock clock = MovableClock.at("2026-06-15T12:00:00Z");
        try (Flow flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.prices.retries", "10")
                .set("cotinga.prices.retry-delay", "1")
                .set("cotinga.prices.breaker-delay", "1")
                .set("cotinga.data.reserve", "1KB")
                .release(Archive.yearly(TFF_FO, 2026), CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300))
                .release(Archive.weekly(TFF_FO), CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400))) {
            flow.releasePrices(EURO, SYMBOL, Map.of("2026-06-12", 1.0875));
            flow.upstream.fail(
                    ChartFiles.path(SYMBOL),
                    Collections.nCopies(20, StandInUpstream.Fault.status(503)).toArray(StandInUpstream.Fault[]::new));
            RunningApplication service = flow.serve(clock);
            service.refreshReports();
            assertThat(service.refreshPrices().status()).isNotEqualTo(RunStatus.SUCCESS);
            assertThat(Metrics.scrape(service)).containsEntry(OPEN, 1.0);

            clock.goTo("2026-06-15T12:30:00Z");
            assertThat(found(service)).as("not longer than half an hour").isEmpty();
            clock.goTo("2026-06-15T12:30:01Z");

            assertThat(found(service))
                    .extracting(Condition::subject, Condition::message)
                    .containsExactly(tuple(
                            "localhost",
                            "the circuit breaker of localhost has been open since 2026-06-15T12:00:00Z, and no request has"
                                    + " succeeded since; the next run tries again. Check the network and the host"));

            flow.upstream.fail(ChartFiles.path(SYMBOL));
            assertThat(service.refreshPrices().status()).isEqualTo(RunStatus.SUCCESS);

            assertThat(found(service)).isEmpty();
            assertThat(Metrics.scrape(service)).containsEntry(OPEN, 0.0);
        }
    }

    private static List<Condition> found(RunningApplication service) {
        return service.bean("monitor", Monitor.class).observe().of(Kind.BREAKER_OPEN);
    }
}
