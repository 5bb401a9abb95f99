package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.monitor.Monitor;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.PriceSummary;
import cotinga.run.RunSummary;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that send too much, too slowly or nothing. Each affects only its own archive or symbol. */
@Timeout(90)
class UpstreamLimitsTest {
    private static final String EURO = "099741";
    private static final Archive WEEKLY = Archive.weekly(TFF_FO);
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);

    private final HostileAnswers hostile = new HostileAnswers();
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) {
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.cftc.max-download", "1MB")
                .set("cotinga.cftc.max-download-time", "2s")
                .set("cotinga.prices.max-download", "128KB")
                .set("cotinga.prices.max-download-time", "2s")
                .release(WEEKLY, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 400))
                .release(YEAR, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300));
    }

    @AfterEach
    void close() {
        hostile.end();
        flow.close();
    }

    @Test
    void failsArchivesOverTheLimitsWithoutARetryAndStoresTheOthers() {
        String elsewhere = flow.upstream.url().replace("localhost", "127.0.0.1");
        Map<Integer, Fault> faults = Map.of(
                2016, hostile.endless(200),
                2017, hostile.dripping(200),
                2018, hostile.bomb(200, 4 << 20),
                2019, hostile.coded("x-gzip-2"),
                2020, hostile.endless(500),
                2021, hostile.dripping(503),
                2022, hostile.bomb(503, 1 << 20),
                2023, hostile.redirectedTo(elsewhere + YEAR.path()),
                2024, hostile.redirectedTo("/moved"),
                2025, hostile.endless(404));
        flow.years(2016, 2026).set("cotinga.cftc.downloads", "4");
        faults.forEach((year, fault) -> flow.upstream.fail(path(year), fault));
        flow.upstream.release("/moved", CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, EURO, "2024-06-04", 100)));
        try (RunningApplication application = flow.start()) {
            RunSummary summary = application.refreshReports();

            assertOutcome(
                    summary,
                    2016,
                    Kind.FAILED,
                    "found more than 1048576 bytes, expected at most that" + " (cotinga.cftc.max-download)");
            assertOutcome(
                    summary,
                    2017,
                    Kind.UNREACHABLE,
                    "not complete after 2 s, expected a complete one in that time"
                            + " (cotinga.cftc.max-download-time)");
            assertOutcome(summary, 2018, Kind.FAILED, "(cotinga.cftc.max-download)");
            assertOutcome(summary, 2019, Kind.FAILED, "found a body with the content coding 'x-gzip-2', expected gzip");
            assertOutcome(
                    summary,
                    2020,
                    Kind.FAILED,
                    "found more than 65536 bytes, expected at most that" + " (cotinga.http.max-error-body)");
            assertOutcome(summary, 2021, Kind.UNREACHABLE, "not complete after 2 s");
            assertOutcome(summary, 2022, Kind.FAILED, "(cotinga.http.max-error-body)");
            assertOutcome(
                    summary,
                    2023,
                    Kind.UNREACHABLE,
                    "found a redirect to '127.0.0.1', expected one to localhost"
                            + " or to a host of cotinga.http.redirect-hosts");
            assertOutcome(summary, 2024, Kind.STORED, "1 week read, 1 new");
            assertOutcome(summary, 2025, Kind.MISSING, "404 for " + path(2025) + ", expected a file");
            assertOutcome(summary, 2026, Kind.STORED, "1 week read, 1 new");
            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            faults.keySet().forEach(year -> assertThat(flow.upstream.requests())
                    .filteredOn(request -> request.path().equals(path(year)))
                    .as("attempts for %s", year)
                    .hasSizeLessThanOrEqualTo(1));
            List<Integer> withoutEnd = List.of(2016, 2017, 2020, 2021, 2025);
            await().untilAsserted(() -> assertThat(hostile.closed())
                    .containsExactlyInAnyOrderElementsOf(
                            withoutEnd.stream().map(UpstreamLimitsTest::path).toList()));
        }
    }

    @Test
    void followsARedirectToAListedHost() {
        flow.set("cotinga.http.redirect-hosts", "mirror.example, 127.0.0.1");
        String elsewhere = flow.upstream.url().replace("localhost", "127.0.0.1");
        flow.upstream.release("/moved", CftcFiles.zip(TFF_FO, CftcFiles.week(TFF_FO, EURO, "2026-06-02", 300)));
        flow.upstream.fail(YEAR.path(), hostile.redirectedTo(elsewhere + "/moved"));
        try (RunningApplication application = flow.start()) {
            assertThat(Flow.outcome(application.refreshReports(), YEAR).kind()).isEqualTo(Kind.STORED);
        }
    }

    /** The host name has no address, so only the proxy can have responded. */
    @Test
    void requestsOtherHostsThroughTheProxy() {
        flow.set("cotinga.cftc.base-url", "http://cftc.invalid").set("cotinga.http.proxy", flow.upstream.url());
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().flaws()).isEmpty();
        }
    }

    @Test
    void requestsThisMachineWithoutTheProxy() {
        flow.set("cotinga.http.proxy", "http://localhost:" + RunningApplication.freePort());
        try (RunningApplication application = flow.start()) {
            assertThat(application.refreshReports().flaws()).isEmpty();
        }
    }

    @Test
    void failsSymbolsOverTheLimitsWithoutARetryAndStoresTheOthers() {
        flow.set("cotinga.prices.retry-delay", "1").set("cotinga.prices.workers", "4");
        Map<String, Fault> faults = Map.of(
                "A", hostile.endless(200),
                "B", hostile.dripping(200),
                "C", hostile.endless(500),
                "D", hostile.bomb(503, 1 << 20),
                "E", hostile.endless(404),
                "F", hostile.bomb(200, 1 << 20));
        releaseSymbols("A", "B", "C", "D", "E", "F", "GOOD");
        faults.forEach((symbol, fault) -> flow.upstream.fail(ChartFiles.path(symbol), fault));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            PriceSummary summary = application.refreshPrices();

            assertThat(summary.text()).contains("1 symbol received, 0 unknown, 6 failed");
            assertThat(summary.flaws())
                    .anySatisfy(flaw -> assertThat(flaw).contains("A: found more than 131072 bytes"))
                    .anySatisfy(flaw -> assertThat(flaw).contains("B: ", "(cotinga.prices.max-download-time)"))
                    .anySatisfy(flaw -> assertThat(flaw).contains("C: found more than 65536 bytes"))
                    .anySatisfy(flaw -> assertThat(flaw).contains("D: found more than 65536 bytes"))
                    .anySatisfy(flaw -> assertThat(flaw).contains("E: found more than 65536 bytes"))
                    .anySatisfy(flaw -> assertThat(flaw).contains("F: found more than 131072 bytes"));
            await().untilAsserted(() -> assertThat(hostile.closed())
                    .containsExactlyInAnyOrder(
                            ChartFiles.path("A"), ChartFiles.path("B"), ChartFiles.path("C"), ChartFiles.path("E")));
        }
    }

    @Test
    void anErrorInAnArchiveEndsTheRunAsFailedAndTheNextOneCanBegin() throws Exception {
        Errors errors = new Errors(flow.directory(), "request-archive");
        try (RunningApplication service = flow.serve()) {
            errors.begin(service, OutOfMemoryError::new);

            RunSummary summary = service.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
            assertThat(summary.flaws().get(0)).startsWith("java.lang.OutOfMemoryError: on purpose");
            assertThat(last(service, RunKind.REPORTS).status()).isEqualTo(RunStatus.ERROR);
            assertThat(health(service))
                    .contains("the last run of reports was aborted; see the log")
                    .doesNotContain("java.lang");

            errors.end();
            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(health(service)).doesNotContain("aborted");
        }
    }

    @Test
    void anErrorInAChartEndsTheRunAsFailedAndTheNextOneCanBegin() throws Exception {
        releaseSymbols("A", "B");
        Errors errors = new Errors(flow.directory(), "request-chart");
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            errors.begin(service, NoClassDefFoundError::new);

            PriceSummary summary = service.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
            assertThat(summary.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .startsWith("java.lang.NoClassDefFoundError: on purpose"));

            errors.end();
            assertThat(service.refreshPrices().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch-archives", "fetch-archive", "publish", "export-files"})
    void anErrorAnywhereInARunEndsItAsFailedAndTheNextOneCanBegin(String route) throws Exception {
        Errors errors = new Errors(flow.directory(), route);
        try (RunningApplication service = flow.serve()) {
            errors.begin(service, StackOverflowError::new);
            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.ERROR);

            errors.end();
            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void endsARunWithoutProgressSoThatTheNextOneCanBegin() {
        flow.set("cotinga.run.max-idle", "1s").set("cotinga.cftc.max-download-time", "1h");
        flow.upstream.fail(YEAR.path(), hostile.silent());
        try (RunningApplication service = flow.serve()) {
            RunSummary summary = service.refreshReports();

            assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
            assertThat(summary.flaws().get(0)).startsWith("no progress for 1 s").contains("(cotinga.run.max-idle)");
            JsonNode update = Flow.json(service.get("/status").body()).at("/scheduler/update");
            assertThat(update.get("last_status").textValue()).isEqualTo("error");
            assertThat(update.get("last_error").textValue()).contains("no progress for 1 s");
            assertThat(service.refreshReports().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Test
    void aShutdownEndsAnExchangeThatWaitsForItsBody() throws Exception {
        flow.set("cotinga.cftc.max-download-time", "1h");
        flow.upstream.fail(YEAR.path(), hostile.silent());

        RunSummary summary = stopWhen(hostile::awaitSilence);

        assertThat(Flow.outcome(summary, YEAR).message())
                .contains("download aborted, the application is shutting down");
    }

    /** The system accepts no more connections at this port, because too many are waiting. */
    @Test
    void aShutdownEndsAnExchangeThatWaitsForItsConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> waiting = new ArrayList<>();
            for (int number = 0; number < 4; number++) {
                SocketChannel connection = SocketChannel.open();
                connection.configureBlocking(false);
                connection.connect(full.getLocalSocketAddress());
                waiting.add(connection);
            }
            flow.set("cotinga.cftc.base-url", "http://127.0.0.1:" + full.getLocalPort());

            RunSummary summary = stopWhen(() -> {
                await().until(UpstreamLimitsTest::someoneWaitsForAConnection);
                return true;
            });

            assertThat(Flow.outcome(summary, WEEKLY).message())
                    .contains("download aborted, the application is shutting down");

            for (SocketChannel connection : waiting) {
                connection.close();
            }
        }
    }

    @Test
    void aShutdownEndsTheDelayBeforeARetry() throws Exception {
        flow.set("cotinga.cftc.retry-delay", "60000");
        flow.upstream.fail(YEAR.path(), Fault.status(503));

        stopWhen(() -> {
            await().until(() -> flow.upstream.statuses(YEAR.path()).equals(List.of(503)));
            return true;
        });

        assertThat(flow.upstream.statuses(YEAR.path())).hasSize(1);
    }

    /** Whether a thread of the HTTP client is opening a connection. */
    private static boolean someoneWaitsForAConnection() {
        return Thread.getAllStackTraces().values().stream()
                .map(List::of)
                .anyMatch(stack -> isIn(stack, "java.net.Socket", "connect")
                        && isIn(stack, DefaultHttpClientConnectionOperator.class.getName(), "connect"));
    }

    private static boolean isIn(List<StackTraceElement> stack, String type, String method) {
        return stack.stream()
                .anyMatch(call ->
                        call.getClassName().equals(type) && call.getMethodName().equals(method));
    }

    /** Begins a report run, and stops the service at a moment of the run. */
    private RunSummary stopWhen(Callable<Boolean> moment) throws Exception {
        RunningApplication service = flow.serve();
        CompletableFuture<RunSummary> run = CompletableFuture.supplyAsync(service::refreshReports);
        await().until(() -> Flow.reportRuns(service).isUnderWay());
        assertThat(moment.call()).isTrue();
        CompletableFuture.runAsync(service::close).get(10, TimeUnit.SECONDS);
        return run.get(10, TimeUnit.SECONDS);
    }

    private void releaseSymbols(String... symbols) {
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
        try {
            Files.writeString(flow.directory().resolve("tickers.csv"), tickers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full health answer after an observation. */
    private static String health(RunningApplication service) {
        service.bean("monitor", Monitor.class).observe();
        return service.manage("/observe/health").body();
    }

    private static Run last(RunningApplication service, RunKind kind) {
        return new RunStore(service.database(), Flow.JUNE_2026).last(kind).orElseThrow();
    }

    private static void assertOutcome(RunSummary summary, int year, Kind kind, String message) {
        ArchiveOutcome outcome = Flow.outcome(summary, Archive.yearly(TFF_FO, year));
        assertThat(outcome.message()).as("%s", year).contains(message);
        assertThat(outcome.kind()).as("%s", year).isEqualTo(kind);
    }

    private static String path(int year) {
        return Archive.yearly(TFF_FO, year).path();
    }
}
