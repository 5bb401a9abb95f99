package cotinga.flow;

import static cotinga.report.ReportVariant.TFF_FO;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import cotinga.CommandLine;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.flow.StandInUpstream.Fault;
import cotinga.flow.StandInUpstream.Request;
import cotinga.price.PriceOutcome;
import cotinga.run.PriceSummary;
import cotinga.run.RunInProgressException;
import cotinga.run.RunSummary;
import cotinga.store.prices.PriceChange;
import cotinga.store.prices.PriceStore;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import cotinga.store.runs.StoredRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;

/** A price run: its requests and retries, what it stores and publishes, and what it never delays. */
@Timeout(60)
class PriceTest {
    private static final String EURO = "099741";
    private static final String EURO_TOO = "299741";
    private static final String YEN = "097741";
    private static final String LIRA = "095741";
    private static final Archive YEAR = Archive.yearly(TFF_FO, 2026);
    private static final Archive CURRENT_WEEK = Archive.weekly(TFF_FO);
    private static final Map<String, Double> TWO_BARS = Map.of("2026-06-11", 1.0825, "2026-06-12", 1.0875);

    private Path directory;

    @AutoClose
    private Flow flow;

    @BeforeEach
    void release(@TempDir Path directory) throws IOException {
        this.directory = directory;
        flow = new Flow(directory)
                .years(2026, 2026)
                .set("cotinga.prices.enabled", "true")
                .set("cotinga.prices.retry-delay", "1")
                .set("cotinga.prices.max-per-minute", "100000");
        flow.set("cotinga.prices.base-url", flow.upstream.url());
        markets(EURO, EURO_TOO, YEN);
        tickers(Map.of(EURO, "6E=F", EURO_TOO, "6E=F", YEN, "6J=F", LIRA, "TRY=X"));
        chart("6E=F", TWO_BARS);
        chart("6J=F", Map.of("2026-06-12", 0.0069));
    }

    @Test
    void requestsEachSymbolOfAPublishedMarketOnceAndPublishesItsBars() {
        try (RunningApplication service = flow.serve()) {
            service.refreshReports();
            assertThat(Flow.json(service.get("/markets/tff/fo/" + EURO).body()).has("prices"))
                    .isFalse();

            PriceSummary summary = service.refreshPrices();

            assertThat(summary.text())
                    .matches(
                            "prices: success in [0-9.]+ s; 2 symbols received, 0 unknown, 0 failed; 3 bars new, 0 changed; "
                                    + "published data version 2");
            assertThat(priceRequests())
                    .extracting(Request::path)
                    .containsExactlyInAnyOrder(ChartFiles.path("6E=F"), ChartFiles.path("6J=F"));
            for (String code : List.of(EURO, EURO_TOO)) {
                JsonNode market =
                        Flow.json(service.get("/markets/tff/fo/" + code).body());
                assertThat(market.get("prices"))
                        .hasToString(
                                """
                                [{"date":"2026-06-11","open":1.0825,"high":1.0825,"low":1.0825,"close":1.0825,"volume":100},\
                                {"date":"2026-06-12","open":1.0875,"high":1.0875,"low":1.0875,"close":1.0875,"volume":100}]""");
                assertThat(flow.exportedJson("market_" + code + "_tff_fo.json")).isEqualTo(market);
                assertThat(Flow.json(service.get("/dashboard/" + code).body()).get("prices"))
                        .hasToString(
                                """
                                [{"date":"2026-06-11","close":1.0825},{"date":"2026-06-12","close":1.0875}]""");
            }
            assertThat(flow.exportedJson("manifest.json").get("data_version").intValue())
                    .isEqualTo(2);
            assertThat(Flow.json(service.get("/status").body())
                            .at("/price_update/last_status")
                            .textValue())
                    .isEqualTo("success");
        }
    }

    @Test
    void aRunWithoutAnySymbolFails() {
        try (RunningApplication application = flow.start()) {
            PriceSummary summary = application.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.ERROR);
            assertThat(summary.text()).contains("found no published market with a price symbol, expected at least one");
        }
    }

    @Test
    void aSecondRunRequestsTheLastDaysAndPublishesOnlyChanges() {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            application.refreshPrices();
            assertThat(queries("6E=F")).singleElement().asString().startsWith("period1=" + second("2025-12-02") + "&");
            Map<String, Object> files = flow.exportedFiles();

            PriceSummary unchanged = application.refreshPrices();

            assertThat(queries("6E=F"))
                    .last()
                    .asString()
                    .startsWith("period1=" + second("2026-06-02") + "&period2=" + (second("2026-06-16") - 1) + "&");
            assertThat(unchanged.text()).contains("0 bars new, 0 changed; data version stays 2");
            assertThat(flow.exportedFiles()).isEqualTo(files);

            chart("6E=F", Map.of("2026-06-11", 1.0825, "2026-06-12", 1.0901, "2026-06-15", 1.1));
            PriceSummary changed = application.refreshPrices();

            assertThat(changed.text()).contains("1 bar new, 1 changed; published data version 3");
            assertThat(exportedCloses(EURO)).containsExactly(1.0825, 1.0901, 1.1);
        }
    }

    @Test
    void retriesTemporaryFailures() {
        Map<String, List<Fault>> faults = Map.of(
                "A", List.of(Fault.status(429), Fault.status(429), Fault.status(429)),
                "B", List.of(Fault.status(503)),
                "C", List.of(Fault.truncated()),
                "D", List.of(Fault.dropped(), Fault.dropped()),
                "E", List.of(Fault.page("<html>Will be right back</html>")),
                "F", List.of(Fault.text(200, "{\"chart\":{\"result\":[{\"meta\":{\"curr")));
        symbols(List.copyOf(faults.keySet()));
        faults.forEach((symbol, next) -> flow.upstream.fail(ChartFiles.path(symbol), next.toArray(Fault[]::new)));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            PriceSummary summary = application.refreshPrices();

            assertThat(summary.flaws()).isEmpty();
            assertThat(summary.changes()).hasSize(6).allMatch(change -> change.inserted() == 2);
            faults.forEach(
                    (symbol, next) -> assertThat(queries(symbol)).as(symbol).hasSize(next.size() + 1));
        }
    }

    @Test
    void reportsSymbolsThatFailFourTimesAndStoresTheOthers() {
        symbols(List.of(
                "GOOD", "A", "B", "E", "C", "D")); // never ten failures in a row, so that the breaker stays closed
        flow.set("cotinga.prices.workers", "1");
        Map<String, Fault> faults = Map.of(
                "A", Fault.status(429),
                "B", Fault.status(503),
                "C", Fault.page("<html>Will be right back</html>"),
                "D", Fault.dropped(),
                "E",
                        Fault.text(
                                400,
                                "{\"finance\":{\"error\":{\"code\":\"Bad Request\",\"description\":\"no such range\"}}}"));
        faults.forEach((symbol, fault) ->
                flow.upstream.fail(ChartFiles.path(symbol), nCopies(4, fault).toArray(Fault[]::new)));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            PriceSummary summary = application.refreshPrices();

            assertThat(summary.status()).isEqualTo(RunStatus.PARTIAL);
            assertThat(summary.text()).contains("1 symbol received, 0 unknown, 5 failed; 2 bars new, 0 changed");
            assertThat(reason(summary, "A")).startsWith("A: found status 429").contains("max-per-minute");
            assertThat(reason(summary, "E")).startsWith("E: found status 400 ('Bad Request: no such range')");
            assertThat(List.of(queries("A"), queries("B"), queries("C"), queries("D")))
                    .allMatch(four -> four.size() == 4);
            assertThat(queries("E")).hasSize(1);
            assertThat(steps(application))
                    .containsEntry("GOOD", StepStatus.DONE)
                    .containsEntry("A", StepStatus.FAILED);
        }
    }

    /** The configured delay is longer than the test. */
    @Test
    void appliesRetryAfterInsteadOfTheConfiguredDelay() {
        flow.set("cotinga.prices.retry-delay", "60000");
        flow.upstream.fail(ChartFiles.path("6E=F"), Fault.later(429, 1));
        flow.upstream.fail(ChartFiles.path("6J=F"), Fault.later(503, 0), Fault.later(429, 0));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            assertThat(application.refreshPrices().flaws()).isEmpty();
            assertThat(flow.upstream.statuses(ChartFiles.path("6J=F"))).containsExactly(503, 429, 200);
        }
    }

    @Test
    void requestsAnUnknownSymbolAgainAfterAWeek() {
        flow.upstream.fail(ChartFiles.path("6J=F"), ChartFiles.unknown());
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            PriceSummary summary = application.refreshPrices();

            assertThat(summary.flaws()).singleElement().asString().startsWith("prices of 6J=F: Yahoo says: Not Found");
            assertThat(queries("6J=F")).hasSize(1);
        }
        assertThat(pricesOn("2026-06-21T12:00:00Z").changes()).hasSize(1);
        assertThat(queries("6J=F")).hasSize(1);

        assertThat(pricesOn("2026-06-22T12:00:00Z").flaws()).isEmpty();
        assertThat(queries("6J=F")).hasSize(2);
    }

    @Test
    void sendsNoMoreParallelRequestsThanConfigured() {
        List<String> symbols =
                IntStream.range(0, 9).mapToObj(number -> "S" + number).toList();
        symbols(symbols);
        flow.set("cotinga.prices.workers", "3");
        Crowd crowd = new Crowd(3);
        symbols.forEach(symbol -> flow.upstream.fail(ChartFiles.path(symbol), new Fault(200, crowd::answer)));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            assertThat(application.refreshPrices().flaws()).isEmpty();
            assertThat(crowd.largest.get()).isEqualTo(3);
        }
    }

    @Test
    void anUnreachableHostEndsTheRunAndTheStoredPricesStay() throws Exception {
        List<String> symbols =
                IntStream.range(0, 12).mapToObj(number -> "S" + number).toList();
        symbols(symbols);
        flow.set("cotinga.sandbox.today", "2026-06-15");
        CommandLine.Ended good = CommandLine.run(directory, flow.settings(), "--once");
        assertThat(good.status()).as(good.out() + good.err()).isZero();
        assertThat(good.out().lines().filter(line -> !line.startsWith("quality: ")))
                .hasSize(2);
        assertThat(exportedCloses(code(3))).containsExactly(1.0825, 1.0875);

        flow.set("cotinga.prices.base-url", "http://localhost:" + RunningApplication.freePort())
                .set("cotinga.prices.workers", "2");
        flow.release(CURRENT_WEEK, week(3, "2026-06-09", 5_000));
        CommandLine.Ended ended = CommandLine.run(directory, flow.settings(), "--once");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.out())
                .startsWith("reports: success in ")
                .contains("published data version 3", "prices: partial in ", "12 failed; 0 bars new", "stays 3");
        assertThat(ended.out().lines().filter(line -> line.startsWith("  prices of ")))
                .hasSize(12)
                .allMatch(line -> line.contains("Connect") || line.contains("not responded at all"))
                .filteredOn(line -> line.contains("skipped, it has not responded at all in this run"))
                .as(ended.out())
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(exportedCloses(code(3))).containsExactly(1.0825, 1.0875);
        assertThat(flow.exportedJson("market_" + code(3) + "_tff_fo.json")
                        .at("/weeks/0/open_interest")
                        .intValue())
                .isEqualTo(5_000);
    }

    @Test
    void fetchesPricesAfterReportsAtStartAndThenOnSchedule() throws Exception {
        flow.set("cotinga.run.on-start", "true");
        try (RunningApplication service = flow.serve()) {
            RunStore runs = new RunStore(service.database(), Flow.JUNE_2026);
            await().until(() -> runs.lastFinished(RunKind.PRICES).isPresent());
            assertThat(StoredRuns.newest(runs, 10))
                    .extracting(Run::kind, Run::cause, Run::status)
                    .containsExactly(
                            tuple(RunKind.PRICES, RunCause.START, RunStatus.SUCCESS),
                            tuple(RunKind.REPORTS, RunCause.START, RunStatus.SUCCESS));

            service.context()
                    .getComponent("quartz", QuartzComponent.class)
                    .getScheduler()
                    .triggerJob(JobKey.jobKey("poll-prices", "refresh"));
            await().until(() -> StoredRuns.newest(runs, 10).size() == 3
                    && StoredRuns.newest(runs, 1).get(0).status() != RunStatus.RUNNING);
            assertThat(StoredRuns.newest(runs, 1))
                    .extracting(Run::kind, Run::cause, Run::status)
                    .containsExactly(tuple(RunKind.PRICES, RunCause.TIMER, RunStatus.SUCCESS));
        }
    }

    @Test
    void aForcedRunRequestsTheFullHistoryAndPublishesItUnchanged() {
        flow.set("cotinga.api.keys", "ops:admin:" + Sha256.of("k1".getBytes(StandardCharsets.UTF_8)));
        try (RunningApplication service = flow.serve()) {
            RunStore runs = new RunStore(service.database(), Flow.JUNE_2026);
            service.refreshReports();
            service.refreshPrices();
            List<Request> first = priceRequests();
            flow.upstream.forgetRequests();

            HttpResponse<String> started = service.ask(
                    "POST",
                    "/api/v1/admin/runs",
                    "{\"kind\": \"prices\", \"force\": true}",
                    "X-API-Key",
                    "k1",
                    "Content-Type",
                    "application/json");

            assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
            assertThat(Flow.json(started.body()).get("kind").textValue()).isEqualTo("prices");
            await().until(() -> StoredRuns.newest(runs, 1).get(0).status() == RunStatus.SUCCESS);
            assertThat(priceRequests()).containsExactlyInAnyOrderElementsOf(first);
            assertThat(Flow.json(service.get("/status").body())
                            .get("data_version")
                            .intValue())
                    .isEqualTo(3);
        }
    }

    @Test
    void requestsNothingIfPricesAreDisabled() throws Exception {
        CommandLine.Ended ended = CommandLine.run(
                directory, flow.set("cotinga.prices.enabled", "false").settings(), "--once");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).doesNotContain("prices");
        assertThat(priceRequests()).isEmpty();
    }

    /** The rate limit is so low that a wait for an open breaker must not count as a request. */
    @Test
    void waitingForAnOpenBreakerCountsNeitherAsAttemptNorAsRequest() {
        symbols(List.of("D", "A"));
        flow.set("cotinga.prices.workers", "1")
                .set("cotinga.prices.retries", "10")
                .set("cotinga.prices.breaker-delay", "1500")
                .set("cotinga.prices.max-per-minute", "13");
        flow.upstream.fail(ChartFiles.path("A"), nCopies(10, Fault.status(503)).toArray(Fault[]::new));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            assertThat(application.refreshPrices().flaws()).isEmpty();
            assertThat(queries("A")).hasSize(11);
        }
    }

    @Test
    void twoFailedTrialsInARowEndTheRun() {
        symbols(IntStream.range(0, 9).mapToObj(number -> "S" + number).toList());
        flow.set("cotinga.prices.workers", "1").set("cotinga.prices.breaker-delay", "300");
        IntStream.range(1, 9)
                .forEach(number -> flow.upstream.fail(
                        ChartFiles.path("S" + number),
                        nCopies(4, Fault.status(503)).toArray(Fault[]::new)));
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            PriceSummary summary = application.refreshPrices();

            assertThat(priceRequests())
                    .as("a response, ten failures, two trials")
                    .hasSize(13);
            assertThat(summary.text()).contains("1 symbol received, 0 unknown, 8 failed");
            assertThat(reason(summary, "S8"))
                    .isEqualTo("Yahoo: skipped, it failed 2 trials in a row. The next run requests it again.");

            flow.upstream.forgetRequests();
            IntStream.range(1, 9).forEach(number -> flow.upstream.fail(ChartFiles.path("S" + number)));
            assertThat(application.refreshPrices().flaws()).isEmpty();
        }
    }

    @Test
    void readsPricesFromAFolderOfFiles() throws IOException {
        Path prices = Files.createDirectories(directory.resolve("csv"));
        Files.writeString(
                prices.resolve("6E=F.csv"),
                """
                date,open,high,low,close,volume
                2026-06-11,1.08,1.09,1.07,1.085,10
                2026-06-12,1.09,1.1,1.08,1.095,
                """);
        flow.set("cotinga.prices.source", "csv").set("cotinga.prices.directory", prices.toString());
        try (RunningApplication application = flow.start()) {
            application.refreshReports();

            PriceSummary summary = application.refreshPrices();

            assertThat(summary.flaws())
                    .singleElement()
                    .asString()
                    .startsWith("prices of 6J=F: there is no file 6J%3DF.csv in ");
            assertThat(exportedCloses(EURO)).containsExactly(1.085, 1.095);
            assertThat(priceRequests()).isEmpty();
        }
    }

    @Test
    void aPriceRunDelaysNoReportRunAndBlocksASecondPriceRun() throws Exception {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            StandInUpstream.Hold hold = flow.upstream.hold(ChartFiles.path("6E=F"));
            CompletableFuture<PriceSummary> prices = CompletableFuture.supplyAsync(application::refreshPrices);
            assertThat(hold.awaitRequest()).isTrue();

            assertThatThrownBy(application::refreshPrices)
                    .rootCause()
                    .isInstanceOf(RunInProgressException.class)
                    .hasMessage("A run of prices is active since 2026-06-15T12:00:00Z; retry after its end");
            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 7_000));
            RunSummary reports = application.refreshReports();
            assertThat(reports.dataVersion()).isEqualTo(2);

            hold.release();
            assertThat(prices.get(20, TimeUnit.SECONDS).dataVersion()).isEqualTo(3);
        }
    }

    @Test
    void aPriceRunStoresNothingBeforeTheActiveReportRunEnds() throws Exception {
        try (RunningApplication application = flow.start()) {
            application.refreshReports();
            flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, EURO, "2026-06-09", 7_000));
            StandInUpstream.Hold hold = flow.upstream.hold(YEAR.path());
            CompletableFuture<RunSummary> reports = CompletableFuture.supplyAsync(application::refreshReports);
            assertThat(hold.awaitRequest()).isTrue();
            CompletableFuture<PriceSummary> prices = CompletableFuture.supplyAsync(application::refreshPrices);

            assertThatThrownBy(() -> prices.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(priceRequests()).hasSize(2);
            assertThat(new PriceStore(application.database(), Flow.JUNE_2026).symbols())
                    .isEmpty();

            hold.release();
            assertThat(reports.get(20, TimeUnit.SECONDS).dataVersion()).isEqualTo(2);
            assertThat(prices.get(20, TimeUnit.SECONDS).dataVersion()).isEqualTo(3);
        }
    }

    /** Counts simultaneous requests, and responds only when there are enough of them. */
    private static final class Crowd {
        private final CyclicBarrier enough;
        private final AtomicInteger present = new AtomicInteger();
        private final AtomicInteger largest = new AtomicInteger();

        Crowd(int size) {
            enough = new CyclicBarrier(size);
        }

        void answer(HttpExchange exchange, byte[] file) throws IOException {
            largest.accumulateAndGet(present.incrementAndGet(), Math::max);
            try {
                enough.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException(e);
            }
            present.decrementAndGet();
            StandInUpstream.send(exchange, 200, file);
        }
    }

    private void markets(String... codes) {
        flow.release(
                YEAR,
                Stream.of(codes)
                        .map(code -> CftcFiles.week(TFF_FO, code, "2026-06-02", 2_000))
                        .toArray());
        flow.release(CURRENT_WEEK, CftcFiles.week(TFF_FO, codes[0], "2026-06-09", 3_000));
    }

    private void tickers(Map<String, String> symbols) {
        Path file = directory.resolve("tickers.csv");
        try {
            Files.writeString(
                    file,
                    symbols.entrySet().stream()
                            .map(entry -> entry.getKey() + "," + entry.getValue() + "\n")
                            .sorted()
                            .collect(Collectors.joining("", "code,symbol\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flow.set("cotinga.prices.tickers", file.toString());
    }

    /** Releases a market with two bars for each of these symbols. */
    private void symbols(List<String> symbols) {
        List<String> codes =
                IntStream.range(0, symbols.size()).mapToObj(PriceTest::code).toList();
        markets(codes.toArray(String[]::new));
        tickers(IntStream.range(0, symbols.size()).boxed().collect(Collectors.toMap(codes::get, symbols::get)));
        symbols.forEach(symbol -> chart(symbol, TWO_BARS));
    }

    private static String code(int number) {
        return String.valueOf(100_001 + number);
    }

    private static Object week(int number, String reportDate, int openInterest) {
        return CftcFiles.week(TFF_FO, code(number), reportDate, openInterest);
    }

    private void chart(String symbol, Map<String, Double> closes) {
        flow.upstream.release(ChartFiles.path(symbol), ChartFiles.chart(symbol, closes));
    }

    private PriceSummary pricesOn(String moment) {
        Clock clock = Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
        try (RunningApplication application = flow.start(clock)) {
            return application.refreshPrices();
        }
    }

    private List<Request> priceRequests() {
        return flow.upstream.requests().stream()
                .filter(request -> request.path().startsWith(ChartFiles.path("")))
                .toList();
    }

    private List<String> queries(String symbol) {
        return priceRequests().stream()
                .filter(request -> request.path().equals(ChartFiles.path(symbol)))
                .map(Request::query)
                .toList();
    }

    private static String reason(PriceSummary summary, String symbol) {
        return summary.changes().stream()
                .map(PriceChange::outcome)
                .filter(outcome -> outcome.symbol().equals(symbol))
                .map(PriceOutcome::reason)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, StepStatus> steps(RunningApplication application) {
        RunStore runs = new RunStore(application.database(), Flow.JUNE_2026);
        return runs.steps(runs.last(RunKind.PRICES).orElseThrow().id()).stream()
                .collect(Collectors.toMap(RunStep::name, RunStep::status));
    }

    private List<Double> exportedCloses(String code) {
        JsonNode prices = flow.exportedJson("market_" + code + "_tff_fo.json").get("prices");
        return IntStream.range(0, prices.size())
                .mapToObj(bar -> prices.get(bar).get("close").doubleValue())
                .toList();
    }

    private static long second(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
