package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shutdown during a run: Camel does not force it, the run is interrupted, and the next start resumes it. */
@Timeout(60)
class StopTest {
    private static final String EURO = "099741";
    private static final Archive WEEKLY = Archive.weekly(TFF_FO);
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);

    private final HostileAnswers hostile = new HostileAnswers();
    private final LogWatch log = new LogWatch(Level.WARN);
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .release(WEEKLY, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400))
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300));
    }

    @AfterEach
    void close() {
        hostile.end();
        flow.close();
    }

    @Test
    void resumesAReportRunThatWasStoppedWhileTheUpstreamWasSilent() throws Exception {
        flow.upstream.fail(YEAR.path(), hostile.silent());

        long stopped = stopReports(hostile::awaitSilence);

        assertThat(flow.upstream.statuses(WEEKLY.path())).containsExactly(200);
        assertReportsResume(stopped);
    }

    @Test
    void logsTheEndWhenTracesAreClosedToo() {
        List<String> closed = new ArrayList<>();
        LogWatch lines = new LogWatch(Level.INFO);
        RunningApplication service = flow.serveTraced(new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                closed.addAll(lines.errors());
                return CompletableResultCode.ofSuccess();
            }
        });

        lines.begin();
        service.close();
        lines.end();

        assertThat(lines.errors()).last().asString().contains("Stopped in ");
        assertThat(closed).noneMatch(line -> line.contains("Stopped in "));
    }

    @Test
    void resumesAReportRunThatWasStoppedBeforeARetry() throws Exception {
        flow.set("cotinga.cftc.retry-delay", "60000");
        flow.upstream.fail(YEAR.path(), Fault.status(503));

        long stopped = stopReports(() -> {
            await().until(() -> flow.upstream.statuses(YEAR.path()).equals(List.of(503)));
            return true;
        });

        assertReportsResume(stopped);
    }

    @Test
    void resumesAPriceRunThatWasStoppedAtTheRateLimit() throws Exception {
        releaseSymbols("A", "B", "C");
        flow.set("cotinga.prices.max-per-minute", "1").publish();

        long stopped = stopPrices(() -> {
            await().until(() -> charts().size() == 1);
            return true;
        });

        String answered = charts().get(0);
        flow.set("cotinga.prices.max-per-minute", "1000").upstream.forgetRequests();
        assertPricesResume(stopped);
        assertThat(charts()).hasSize(2).doesNotContain(answered);
    }

    @Test
    void resumesAPriceRunThatWasStoppedBeforeARetry() throws Exception {
        releaseSymbols("A");
        flow.set("cotinga.prices.retry-delay", "60000").publish();
        flow.upstream.fail(ChartFiles.path("A"), Fault.status(503));

        long stopped = stopPrices(() -> {
            await().until(() -> charts().size() == 1);
            return true;
        });

        assertPricesResume(stopped);
    }

    /** Begins a report run, stops the service at a moment of the run, and returns the run's id. */
    private long stopReports(Callable<Boolean> moment) throws Exception {
        return stop(moment, RunningApplication::refreshReports, RunKind.REPORTS);
    }

    private long stopPrices(Callable<Boolean> moment) throws Exception {
        return stop(moment, RunningApplication::refreshPrices, RunKind.PRICES);
    }

    private long stop(Callable<Boolean> moment, Consumer<RunningApplication> refresh, RunKind kind) throws Exception {
        RunningApplication service = flow.serve();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> refresh.accept(service));
        assertThat(moment.call()).isTrue();
        log.begin();
        CompletableFuture.runAsync(service::close).get(20, TimeUnit.SECONDS);
        run.get(10, TimeUnit.SECONDS);
        log.end();
        assertThat(log.errors()).as("no failure, and no forced shutdown").isEmpty();
        try (RunningApplication application = flow.start()) {
            Run last = new RunStore(application.database(), Flow.JUNE_2026)
                    .last(kind)
                    .orElseThrow();
            assertThat(last.status()).as("it is interrupted").isEqualTo(RunStatus.RUNNING);
            return last.id();
        }
    }

    private void assertReportsResume(long stopped) {
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertThat(summary.id()).isEqualTo(stopped);
            assertThat(summary.flaws()).isEmpty();
            assertThat(summary.published()).isTrue();
        }
    }

    private void assertPricesResume(long stopped) {
        try (RunningApplication application = flow.start()) {
            PriceSummary summary = application.refreshPrices();

            assertThat(summary.id()).isEqualTo(stopped);
            assertThat(summary.flaws()).isEmpty();
            assertThat(summary.published()).isTrue();
        }
    }

    /** The symbols that were requested. */
    private List<String> charts() {
        return flow.upstream.requests().stream()
                .map(StandInUpstream.Request::path)
                .filter(path -> path.contains("/chart/"))
                .toList();
    }

    private void releaseSymbols(String... symbols) throws IOException {
        Map<String, Double> closes = Map.of("2026-06-11", 1.08, "2026-06-12", 1.09);
        StringBuilder tickers = new StringBuilder("code,symbol\n");
        Object[] weeks = new Object[symbols.length];
        for (int index = 0; index < symbols.length; index++) {
            String code = String.format(Locale.ROOT, "%06d", 100_001 + index);
            weeks[index] = CftcFiles.week(TFF_FO, code, "2026-06-09", 400);
            flow.releasePrices(code, symbols[index], closes);
            tickers.append(code).append(',').append(symbols[index]).append('\n');
        }
        flow.release(WEEKLY, weeks);
        Files.writeString(flow.directory().resolve("tickers.csv"), tickers);
    }
}
