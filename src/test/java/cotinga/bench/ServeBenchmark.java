package cotinga.bench;

import static cotinga.report.ReportVariant.LEGACY_FO;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.Flow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Cached responses over HTTP beside a bare Vert.x server that sends the same status and body with {@code Content-Type},
 * {@code Content-Encoding} and {@code Content-Length} only; then uncached responses as known at earlier dates. Service, bare server
 * and client are three processes; the client keeps 32 connections busy, in rounds that alternate between the two servers.
 */
public final class ServeBenchmark {
    private static final String SERVICE = "service";
    private static final String BARE = "bare";
    private static final String HEAP = "-Xmx512m";

    private static final LocalDate NEWEST = LocalDate.of(2026, 6, 9);
    private static final LocalDate OLDEST = LocalDate.of(2005, 1, 4);
    private static final int MARKETS = 40;
    private static final int REVISED_EVERY = 50;
    private static final String MARKET = "/api/v1/cot/markets/legacy/fo/";

    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);

    /** Requests of each connection before the first round, so that what they need is compiled. */
    private static final int WARM_UP = 2_500;

    private static final int MARKETS_PER_ROUND = 40;
    private static final int SCREENERS_PER_ROUND = 3;

    /** Which cached response is requested, and the headers of the request. */
    private record Kind(String name, String path, Map<String, String> headers) {}

    /** What a client receives. */
    private record Received(int status, String type, String encoding, String etag, Buffer body) {}

    private final Vertx vertx = Vertx.vertx();
    private HttpClient client = client(1);

    private ServeBenchmark() {}

    /** A client with an address of its own, so that each kind of request has the whole limit. */
    private HttpClient client(int number) {
        return vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setLocalAddress("127.0.0." + number),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            new ServeBenchmark().run();
        } else if (arguments[0].equals(SERVICE)) {
            serve(Path.of(arguments[1]));
        } else {
            new ServeBenchmark().answerBare(Integer.parseInt(arguments[1]));
        }
    }

    /** A market's newest week, its newest 97 weeks as they are and compressed, and a client that has the newest week already. */
    private List<Kind> kinds(int port) throws Exception {
        String small = MARKET + code(0) + "?from=" + NEWEST + "&fields=open_interest,g1_net,g2_net,g3_net";
        String large = MARKET + code(0) + "?from=" + NEWEST.minusWeeks(96);
        String tag = await(get(port, small, Map.of())).etag();
        return List.of(
                new Kind("small", small, Map.of()),
                new Kind("large", large, Map.of()),
                new Kind("large, gzip", large, Map.of("accept-encoding", "gzip")),
                new Kind("304", small, Map.of("if-none-match", tag)));
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("cotinga-serve");
        try (Child service = new Child(directory.resolve("service.log"), SERVICE, directory.toString())) {
            int port = service.ports().get(0);
            try (Child bare = new Child(directory.resolve("bare.log"), BARE, String.valueOf(port))) {
                List<Kind> kinds = kinds(port);
                for (int index = 0; index < kinds.size(); index++) {
                    await(client.close());
                    client = client(2 + index);
                    compare(kinds.get(index), service, port, bare, bare.ports().get(index));
                }
            }
            knownAt(service, port, "market", MARKETS_PER_ROUND, request -> MARKET + code(request % MARKETS));
            knownAt(service, port, "screener", SCREENERS_PER_ROUND, request -> "/api/v1/cot/screener/legacy/fo");
        } finally {
            await(client.close());
            await(vertx.close());
            RunBenchmark.delete(directory);
        }
    }

    private static String code(int market) {
        return String.format(Locale.ROOT, "%06d", 1_602 + market);
    }

    /** A server in a process of its own. It prints its ports in a line, and ends when its input does. */
    private static final class Child implements AutoCloseable {
        private final Process process;
        private final List<Integer> ports;

        Child(Path log, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-cp",
                    System.getProperty("java.class.path")));
            String options = System.getProperty("serve.options", ""); // such as those of a profiler, for the service
            if (arguments[0].equals(SERVICE) && !options.isEmpty()) {
                command.addAll(List.of(options.split(" ")));
            }
            command.add(ServeBenchmark.class.getName());
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            ports = output.lines()
                    .filter(line -> line.startsWith("ports "))
                    .findFirst()
                    .map(line -> Arrays.stream(line.substring(6).split(" "))
                            .map(Integer::valueOf)
                            .toList())
                    .orElseThrow(() -> new IllegalStateException("Found no line of ports; see " + log));
        }

        List<Integer> ports() {
            return ports;
        }

        double cpuMicros() {
            return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3;
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit()
                    .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                    .thenAccept(Process::destroyForcibly)
                    .join();
        }
    }

    private static void printPorts(List<Integer> ports) throws IOException {
        StringBuilder line = new StringBuilder("ports");
        ports.forEach(port -> line.append(' ').append(port));
        System.out.println(line);
        while (System.in.read() >= 0) {
            // until the parent is done
        }
    }

    /** The service. Its weeks have been loaded twice: the store keeps an earlier content of every fiftieth. */
    private static void serve(Path directory) throws Exception {
        try (Flow flow = new Flow(directory)
                        .variants(LEGACY_FO)
                        .years(OLDEST.getYear(), NEWEST.getYear())
                        .set("cotinga.api.rate-limit.reads", "1000000");
                RunningApplication application = flow.serve()) {
            YearlyWeeks weeks = new YearlyWeeks(
                    IntStream.range(0, MARKETS).mapToObj(ServeBenchmark::code).toList(), REVISED_EVERY);
            for (int edition = 0; edition < 2; edition++) {
                for (int year = OLDEST.getYear(); year <= NEWEST.getYear(); year++) {
                    flow.release(Archive.yearly(LEGACY_FO, year), weeks.of(year, NEWEST, edition));
                }
                application.refreshReports();
            }
            printPorts(List.of(application.port()));
        }
    }

    /** The bare server: one port for each kind of response, which it copies from the service. */
    private void answerBare(int servicePort) throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (Kind kind : kinds(servicePort)) {
            Received copy = await(get(servicePort, kind.path(), kind.headers()));
            HttpServer server = vertx.createHttpServer().requestHandler(request -> {
                HttpServerResponse response = request.response();
                if (copy.status() == 304) {
                    response.setStatusCode(304).end();
                    return;
                }
                response.putHeader("content-type", copy.type());
                if (copy.encoding() != null) {
                    response.putHeader("content-encoding", copy.encoding());
                }
                response.end(copy.body());
            });
            ports.add(await(server.listen(0)).actualPort());
        }
        printPorts(ports);
        await(vertx.close());
    }

    private void compare(Kind kind, Child service, int port, Child bare, int barePort) throws Exception {
        Received expected = await(get(port, kind.path(), kind.headers()));
        System.out.printf(
                Locale.ROOT,
                "%s: %s, status %d, %,d bytes%n",
                kind.name(),
                kind.path(),
                expected.status(),
                expected.body().length());
        double[] rates = new double[ROUNDS];
        double[] tails = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        load(bare, barePort, kind, expected, Duration.ZERO, WARM_UP);
        load(service, port, kind, expected, Duration.ZERO, WARM_UP);
        for (int round = 0; round < ROUNDS; round++) {
            Figures ofBare = load(bare, barePort, kind, expected, ROUND, 1);
            Figures ours = load(service, port, kind, expected, ROUND, 1);
            System.out.printf(Locale.ROOT, "  round %d: bare %s; cotinga %s%n", round + 1, ofBare, ours);
            rates[round] = ours.perSecond() / ofBare.perSecond();
            tails[round] = ours.p99Millis() / ofBare.p99Millis();
            cpu[round] = ofBare.cpuMicros() / ours.cpuMicros();
        }
        System.out.printf(
                Locale.ROOT,
                "  medians of %d rounds: rate / bare %.2f, p99 / bare %.1f, CPU of bare / CPU %.2f%n",
                ROUNDS,
                median(rates),
                median(tails),
                median(cpu));
    }

    /** @param cpuMicros CPU time of the server's process, per request */
    private record Figures(double perSecond, double p99Millis, double cpuMicros) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f/s p99 %.2f ms CPU %.1f µs", perSecond, p99Millis, cpuMicros);
        }
    }

    /**
     * Each connection sends its next request as soon as it has its response.
     *
     * @param least how many requests a connection sends, even if that takes longer
     */
    private Figures load(Child server, int port, Kind kind, Received expected, Duration duration, int least)
            throws Exception {
        double cpuBefore = server.cpuMicros();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        List<Latencies> all = new ArrayList<>();
        List<Future<?>> loops = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            Latencies latencies = new Latencies();
            all.add(latencies);
            Promise<Void> done = Promise.promise();
            loops.add(done.future());
            askOn(port, kind, expected, end, least, latencies, done);
        }
        await(Future.all(loops));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = server.cpuMicros() - cpuBefore;
        long[] sorted = all.stream().flatMapToLong(Latencies::stream).sorted().toArray();
        return new Figures(sorted.length / seconds, sorted[(int) (sorted.length * 0.99)] / 1e6, cpu / sorted.length);
    }

    private void askOn(
            int port, Kind kind, Received expected, long end, int least, Latencies latencies, Promise<Void> done) {
        long began = System.nanoTime();
        get(port, kind.path(), kind.headers()).onFailure(done::fail).onSuccess(received -> {
            long now = System.nanoTime();
            latencies.add(now - began);
            if (received.status() != expected.status()
                    || received.body().length() != expected.body().length()) {
                done.fail("found status " + received.status() + " and "
                        + received.body().length() + " bytes, expected " + expected.status() + " and "
                        + expected.body().length());
            } else if (now > end && latencies.size >= least) {
                done.complete();
            } else {
                askOn(port, kind, expected, end, least, latencies, done);
            }
        });
    }

    private Future<Received> get(int port, String path, Map<String, String> headers) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", path).compose(request -> {
            headers.forEach(request::putHeader);
            return request.send().compose(response -> response.body().map(body -> received(response, body)));
        });
    }

    private static Received received(HttpClientResponse response, Buffer body) {
        return new Received(
                response.statusCode(),
                response.getHeader("content-type"),
                response.getHeader("content-encoding"),
                response.getHeader("etag"),
                body);
    }

    /** Where a request goes, by its number. */
    @FunctionalInterface
    private interface Paths {
        String of(int request);
    }

    /** Requests as known at dates, each at a second of its own, so that no cache has its response; one after the other. */
    private void knownAt(Child service, int port, String name, int requests, Paths paths) throws Exception {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        LocalDate yesterday =
                LocalDate.ofInstant(Flow.JUNE_2026.instant(), ZoneOffset.UTC).minusDays(1);
        days.put("yesterday", yesterday);
        days.put("one year ago", yesterday.minusYears(1));
        days.put("five years ago", yesterday.minusYears(5));
        days.put("oldest", OLDEST.plusDays(6));
        Map<String, double[]> millis = new LinkedHashMap<>();
        Map<String, double[]> cpu = new LinkedHashMap<>();
        int second = 0;
        for (int round = -1; round < ROUNDS; round++) {
            for (Map.Entry<String, LocalDate> day : days.entrySet()) {
                double cpuBefore = service.cpuMicros();
                double[] each = new double[requests];
                for (int request = 0; request < requests; request++) {
                    Instant moment =
                            day.getValue().atStartOfDay().plusSeconds(second++).toInstant(ZoneOffset.UTC);
                    String path = paths.of(request) + "?known_at=" + moment;
                    long began = System.nanoTime();
                    Received received = await(get(port, path, Map.of()));
                    each[request] = (System.nanoTime() - began) / 1e6;
                    if (received.status() != 200) {
                        throw new IllegalStateException(path + ": " + received.status() + " " + received.body());
                    }
                }
                if (round >= 0) {
                    millis.computeIfAbsent(day.getKey(), key -> new double[ROUNDS])[round] = median(each);
                    cpu.computeIfAbsent(day.getKey(), key -> new double[ROUNDS])[round] =
                            (service.cpuMicros() - cpuBefore) / requests / 1e3;
                }
            }
        }
        double ofYesterday = median(Objects.requireNonNull(millis.get("yesterday")));
        double cpuOfYesterday = median(Objects.requireNonNull(cpu.get("yesterday")));
        for (String day : days.keySet()) {
            double its = median(Objects.requireNonNull(millis.get(day)));
            double itsCpu = median(Objects.requireNonNull(cpu.get(day)));
            System.out.printf(
                    Locale.ROOT,
                    "known_at of a %s, %s: %.1f ms, %.2f x yesterday; CPU %.1f ms, %.2f x%n",
                    name,
                    day,
                    its,
                    its / ofYesterday,
                    itsCpu,
                    itsCpu / cpuOfYesterday);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
    }

    /** Nanoseconds of the answers of one connection. */
    private static final class Latencies {
        private long[] nanos = new long[1_024];
        private int size;

        void add(long latency) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = latency;
        }

        LongStream stream() {
            return Arrays.stream(nanos, 0, size);
        }
    }
}
