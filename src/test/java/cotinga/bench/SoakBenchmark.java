package cotinga.bench;

import static cotinga.report.ReportVariant.LEGACY_FO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.bench.SteadyLoad.Read;
import cotinga.cftc.Archive;
import cotinga.flow.ChartFiles;
import cotinga.flow.Flow;
import cotinga.flow.Metrics;
import cotinga.flow.Wire;
import cotinga.market.Tickers;
import cotinga.recovery.OneRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A service in a process of its own under a steady load, with a report run that finds a new week and corrections, and a price run that
 * finds a new day, every minute. Prints what the process uses after each minute and how it grows. Then the load rises in steps until the
 * service rejects requests, and falls to the first step: with a mixture of requests, and with requests whose responses no cache has.
 */
public final class SoakBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "soak-key-of-the-benchmark";
    private static final int MARKETS = 200;
    private static final int YEARS = 5;
    private static final int REVISED_EVERY = 50;
    private static final int BARS = 250;

    /** Minutes before the growth is measured, in which caches fill and code is compiled. */
    private static final int WARM_UP = 3;

    private static final int STEADY_RATE = 100;
    private static final List<Integer> STEPS = List.of(100, 250, 500, 1_000, 2_000, 4_000, 8_000, 100);
    private static final List<Integer> UNCACHED_STEPS = List.of(5, 10, 20, 40, 80, 160, 5);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final int CLIENTS = 4;
    private static final int SCRAPE_ROUNDS = 5;
    private static final int SCRAPES = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Flow flow;
    private final Path directory;
    private final int port = Integer.parseInt(RunningApplication.freePort());
    private final int management = Integer.parseInt(RunningApplication.freePort());
    private final LocalDate newest;
    private final List<String> codes;
    private final Set<String> symbols;
    private final YearlyWeeks weeks;
    private int uncachedBefore;

    private SoakBenchmark(Path directory, int minutes) {
        this.directory = directory;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        newest = today.minusWeeks(minutes + 2L).with(TemporalAdjusters.previous(DayOfWeek.TUESDAY));
        Tickers tickers = Tickers.shipped();
        symbols = tickers.symbols();
        codes = Stream.concat(
                        tickers.codes().stream(),
                        IntStream.range(0, MARKETS).mapToObj(number -> String.format(Locale.ROOT, "9%05d", number)))
                .limit(MARKETS)
                .toList();
        weeks = new YearlyWeeks(codes, REVISED_EVERY);
        flow = new Flow(directory)
                .variants(LEGACY_FO)
                .years(newest.getYear() - YEARS + 1, newest.getYear())
                .set("cotinga.data.directory", directory.resolve("data").toString())
                .set("cotinga.export.directory", directory.resolve("export").toString())
                .set("cotinga.http.port", String.valueOf(port))
                .set("cotinga.management.port", String.valueOf(management))
                .set("cotinga.api.rate-limit.reads", "24000")
                .set("cotinga.api.keys", "soak:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .set("cotinga.cftc.watch", "false");
        flow.set("cotinga.prices.enabled", "true")
                .set("cotinga.prices.base-url", flow.upstream.url())
                .set("cotinga.prices.max-per-minute", "10000");
    }

    /**
     * Runs it.
     *
     * @param arguments the minutes of the soak, 15 unless given, and the heap of the service, {@code 512m} unless given
     */
    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        String heap = arguments.length > 1 ? arguments[1] : "512m";
        Path directory = Files.createTempDirectory("cotinga-soak");
        SoakBenchmark soak = new SoakBenchmark(directory, minutes);
        try (Flow flow = soak.flow) {
            soak.release(flow, 0);
            OneRun service = OneRun.service(
                    directory,
                    directory.resolve("service.log"),
                    RunningApplication.asEnvironment(flow.settings()),
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC");
            try {
                soak.awaitData();
                soak.soak(service, minutes);
                soak.raise("mixture", STEPS, number -> soak.read(client(number), number));
                soak.raise("uncached", UNCACHED_STEPS, soak::uncached);
                soak.scrape();
                System.out.printf(Locale.ROOT, "errors in the log: %d%n", errors(service));
            } finally {
                service.terminate();
                System.out.printf(Locale.ROOT, "exit status after SIGTERM: %d%n", service.awaitStop());
            }
        } finally {
            RunBenchmark.delete(directory);
        }
    }

    private static long errors(OneRun service) {
        return service.output()
                .lines()
                .filter(line -> line.contains("\"ERROR\""))
                .count();
    }

    /** A new week, corrections of others, and a new daily price of each symbol. */
    private void release(Flow upstream, int minute) {
        LocalDate week = newest.plusWeeks(minute);
        for (int year = minute == 0 ? newest.getYear() - YEARS + 1 : week.getYear(); year <= week.getYear(); year++) {
            upstream.release(Archive.yearly(LEGACY_FO, year), weeks.of(year, week, minute));
        }
        upstream.release(Archive.weekly(LEGACY_FO), weeks.ofWeek(week, minute));
        Map<String, Double> closes = new TreeMap<>();
        for (int day = 0; day < BARS; day++) {
            closes.put(newest.plusDays(minute).minusDays(day).toString(), 100.0 + day % 7);
        }
        symbols.forEach(symbol -> upstream.upstream.release(ChartFiles.path(symbol), ChartFiles.chart(symbol, closes)));
    }

    private void awaitData() throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (get(management, "/observe/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException notStarted) {
                // the port is not open yet
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("No data after 5 minutes; see " + directory.resolve("service.log"));
    }

    private void soak(OneRun service, int minutes) throws Exception {
        List<Sample> samples = new ArrayList<>();
        System.out.println(
                "| minute | requests | p50 ms | p99 ms | 4xx | 5xx | lost | data version | heap after GC MB | threads | files"
                        + " | database MB | all files MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        try (SteadyLoad load = new SteadyLoad(port, 1, number -> read(0, number))) {
            for (int minute = 1; minute <= minutes; minute++) {
                release(flow, minute);
                CompletableFuture<Void> runs = CompletableFuture.runAsync(this::runBoth);
                SteadyLoad.Figures figures = load.run(STEADY_RATE, Duration.ofMinutes(1));
                runs.get(2, TimeUnit.MINUTES);
                Sample sample = sample(service, figures);
                samples.add(sample);
                System.out.println("| " + minute + sample);
            }
        }
        List<Sample> measured = samples.subList(Math.min(WARM_UP, samples.size() - 1), samples.size());
        System.out.printf(
                Locale.ROOT,
                "growth per publication: heap %+.2f MB, threads %+.2f, files %+.2f, p99 %+.2f ms, database %+.3f MB, all files %+.3f MB%n",
                growth(measured, Sample::heap),
                growth(measured, Sample::threads),
                growth(measured, Sample::files),
                growth(measured, sample -> sample.figures().percentile(0.99)),
                growth(measured, Sample::database),
                growth(measured, Sample::disk));
    }

    /** The slope of the regression line, by data version. */
    private static double growth(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double x = samples.stream().mapToDouble(Sample::version).average().orElseThrow();
        double y = samples.stream().mapToDouble(value).average().orElseThrow();
        double products = samples.stream()
                .mapToDouble(sample -> (sample.version() - x) * (value.applyAsDouble(sample) - y))
                .sum();
        double squares = samples.stream()
                .mapToDouble(sample -> (sample.version() - x) * (sample.version() - x))
                .sum();
        return products / squares;
    }

    /** What the process uses. Sizes are in megabytes. */
    private record Sample(
            SteadyLoad.Figures figures,
            double version,
            double heap,
            double threads,
            double files,
            double database,
            double disk) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    " | %,d | %.1f | %.1f | %d | %d | %d | %.0f | %.1f | %.0f | %.0f | %.1f | %.1f |",
                    figures.count(SteadyLoad.NO_RESPONSE, 599),
                    figures.percentile(0.5),
                    figures.percentile(0.99),
                    figures.count(400, 499),
                    figures.count(500, 599),
                    figures.count(SteadyLoad.NO_RESPONSE, SteadyLoad.NO_RESPONSE),
                    version,
                    heap,
                    threads,
                    files,
                    database,
                    disk);
        }
    }

    private Sample sample(OneRun service, SteadyLoad.Figures figures) throws Exception {
        service.collectGarbage();
        Map<String, Double> metrics =
                Metrics.values(get(management, "/observe/metrics").body());
        double heap = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        Path data = directory.resolve("data");
        return new Sample(
                figures,
                metrics.getOrDefault("cotinga_data_version", Double.NaN),
                megabytes(heap),
                metrics.getOrDefault("jvm_threads_live_threads", Double.NaN),
                metrics.getOrDefault("process_files_open_files", Double.NaN),
                megabytes((double) Files.size(data.resolve("cotinga.mv.db"))),
                megabytes((double) size(directory)));
    }

    private static double megabytes(double bytes) {
        return bytes / (1 << 20);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private void runBoth() {
        try {
            for (String kind : List.of("reports", "prices")) {
                HttpResponse<String> started = client.send(
                        HttpRequest.newBuilder(address(port, "/api/v1/admin/runs"))
                                .header("X-API-Key", KEY)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"" + kind + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (started.statusCode() != 202) {
                    throw new IllegalStateException(kind + ": " + started.statusCode() + " " + started.body());
                }
                awaitSuccess(started.headers().firstValue("Location").orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitSuccess(String run) throws IOException, InterruptedException {
        String status = "running";
        while (status.equals("running")) {
            TimeUnit.SECONDS.sleep(7); // the admin API has a limit of ten requests a minute
            JsonNode record = JSON.readTree(get(port, run).body());
            status = record.path("data")
                    .path("status")
                    .asText(record.path("status").asText("running"));
        }
        if (!status.equals("success")) {
            throw new IllegalStateException(run + " ended with status " + status);
        }
    }

    private HttpResponse<String> get(int server, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(server, path))
                        .header("X-API-Key", KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(int server, String path) {
        return URI.create("http://127.0.0.1:" + server + path);
    }

    /** The mixture of requests: markets, screeners, dashboards, files and, one in twenty, what was known at a moment of its own. */
    private Read read(int client, int number) {
        String code = codes.get(number * 7 % codes.size());
        String market = "/api/v1/cot/markets/legacy/fo/" + code;
        Map<String, String> gzip = Map.of("accept-encoding", "gzip");
        return switch (number % 20) {
            case 0 -> {
                Instant moment =
                        newest.minusYears(1).atStartOfDay().plusSeconds(number).toInstant(ZoneOffset.UTC);
                yield new Read(client, market + "?known_at=" + moment, gzip);
            }
            case 1, 2 -> new Read(client, "/api/v1/cot/screener/legacy/fo?limit=50", gzip);
            case 3 -> new Read(client, "/api/v1/cot/markets/legacy/fo", gzip);
            case 4, 5 -> new Read(client, "/api/v1/cot/markets/legacy/fo/" + code + "?format=csv", gzip);
            case 6 -> new Read(client, "/api/v1/cot/status", Map.of());
            case 7, 8, 9, 10 -> new Read(client, market, gzip);
            default -> new Read(client, market + "?fields=open_interest,g1_net&from=" + newest, Map.of());
        };
    }

    /** The time of a scrape beside that of the smallest health check, on one connection. */
    private void scrape() throws IOException {
        try (Wire wire = new Wire(management)) {
            for (int round = 1; round <= SCRAPE_ROUNDS; round++) {
                double live = medianMillis(wire, "/observe/health/live");
                double metrics = medianMillis(wire, "/observe/metrics");
                System.out.printf(
                        Locale.ROOT,
                        "scrape, round %d: %.2f ms, health/live %.2f ms, ratio %.1f%n",
                        round,
                        metrics,
                        live,
                        metrics / live);
            }
        }
    }

    private static double medianMillis(Wire wire, String path) throws IOException {
        double[] millis = new double[SCRAPES];
        for (int request = 0; request < SCRAPES; request++) {
            long began = System.nanoTime();
            wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            int status = wire.answer(true).orElseThrow().status();
            millis[request] = (System.nanoTime() - began) / 1e6;
            if (status != 200) {
                throw new IllegalStateException(path + ": " + status);
            }
        }
        Arrays.sort(millis);
        return millis[SCRAPES / 2];
    }

    /** Half of the requests come from one client, which is therefore the first to exceed its limit. */
    private static int client(int number) {
        return number % 2 == 0 ? 0 : 1 + number / 2 % (CLIENTS - 1);
    }

    private void raise(String what, List<Integer> steps, IntFunction<Read> reads) throws Exception {
        System.out.println(
                "| " + what + ", offered/s | answered/s | 2xx | 429 | 503 | other | lost | p50 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        try (SteadyLoad load = new SteadyLoad(port, CLIENTS, reads)) {
            for (int rate : steps) {
                SteadyLoad.Figures figures = load.run(rate, STEP);
                int all = figures.count(SteadyLoad.NO_RESPONSE, 599);
                int served = figures.count(200, 399);
                int limited = figures.count(429, 429);
                int busy = figures.count(503, 503);
                int lost = figures.count(SteadyLoad.NO_RESPONSE, SteadyLoad.NO_RESPONSE);
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %,.0f | %,d | %,d | %,d | %,d | %,d | %.1f | %.1f |%n",
                        rate,
                        figures.perSecond(),
                        served,
                        limited,
                        busy,
                        all - served - limited - busy - lost,
                        lost,
                        figures.percentile(0.5),
                        figures.percentile(0.99));
            }
        }
    }

    /** A screener as known at a moment of its own, which no cache has. */
    private Read uncached(int number) {
        Instant moment = newest.minusYears(2)
                .atStartOfDay()
                .plusSeconds(uncachedBefore++)
                .toInstant(ZoneOffset.UTC);
        return new Read(client(number), "/api/v1/cot/screener/legacy/fo?limit=5&known_at=" + moment, Map.of());
    }
}
