package cotinga.bench;

import static cotinga.report.ReportVariant.LEGACY_FO;

import cotinga.RunningApplication;
import cotinga.cftc.Archive;
import cotinga.flow.CftcFiles;
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
import io.vertx.core.http.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Cached answers over HTTP beside a bare Vert.x server that answers the same bytes: requests a second and latency, in rounds that
 * alternate between the two. The client runs in the same process, with 32 connections; half of the machine is its own.
 */
public final class ServeBenchmark {
    private static final String WHEAT = "001602";
    private static final LocalDate NEWEST = LocalDate.of(2026, 6, 2);
    private static final int WEEKS = 1_000;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);

    private final Vertx vertx = Vertx.vertx();
    private final Vertx bareVertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    private ServeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        new ServeBenchmark().run();
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("cotinga-serve");
        try (Flow flow = flow(directory);
                RunningApplication application = flow.serve()) {
            application.refreshReports();
            for (String weeks : List.of("?from=2026-06-02", "?from=2019-12-01")) {
                compare(application, "/api/v1/cot/markets/legacy/fo/" + WHEAT + weeks);
            }
        } finally {
            await(client.close());
            await(vertx.close());
            await(bareVertx.close());
            RunBenchmark.delete(directory);
        }
    }

    private static Flow flow(Path directory) {
        Object[] weeks = IntStream.range(0, WEEKS)
                .mapToObj(back ->
                        CftcFiles.week(LEGACY_FO, WHEAT, NEWEST.minusWeeks(back).toString(), 300_000 + back))
                .toArray();
        return new Flow(directory)
                .variants(LEGACY_FO)
                .years(2026, 2026)
                .set("cotinga.api.rate-limit.reads", "1000000")
                .release(Archive.yearly(LEGACY_FO, 2026), weeks);
    }

    private void compare(RunningApplication application, String path) throws Exception {
        Buffer bytes = Buffer.buffer(await(answer(application.port(), path)).getBytes());
        HttpServer bare = await(bareVertx
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(bytes))
                .listen(0));
        System.out.printf(Locale.ROOT, "%s: %,d bytes%n", path, bytes.length());
        double[] rates = new double[ROUNDS];
        double[] tails = new double[ROUNDS];
        for (int round = 0; round <= ROUNDS; round++) {
            Figures bareFigures = load(bare.actualPort(), path, bytes.length());
            Figures ourFigures = load(application.port(), path, bytes.length());
            double rate = ourFigures.perSecond() / bareFigures.perSecond();
            double tail = ourFigures.p99Millis() / bareFigures.p99Millis();
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: bare %s; cotinga %s; ratio %.2f, p99 %.1f x%n",
                    round,
                    bareFigures,
                    ourFigures,
                    rate,
                    tail);
            if (round > 0) { // the first one warms up
                rates[round - 1] = rate;
                tails[round - 1] = tail;
            }
        }
        System.out.printf(
                Locale.ROOT, "  median of %d rounds: ratio %.2f, p99 %.1f x%n", ROUNDS, median(rates), median(tails));
        await(bare.close());
    }

    private record Figures(double perSecond, double p99Millis) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f/s p99 %.2f ms", perSecond, p99Millis);
        }
    }

    /** Each connection asks again as soon as it has its answer. */
    private Figures load(int port, String path, int length) throws Exception {
        long end = System.nanoTime() + ROUND.toNanos();
        List<Latencies> all = new ArrayList<>();
        List<Future<?>> loops = new ArrayList<>();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            Latencies latencies = new Latencies();
            all.add(latencies);
            Promise<Void> done = Promise.promise();
            loops.add(done.future());
            askOn(port, path, length, end, latencies, done);
        }
        await(Future.all(loops));
        long[] sorted = all.stream().flatMapToLong(Latencies::stream).sorted().toArray();
        return new Figures(sorted.length / (ROUND.toNanos() / 1e9), sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private void askOn(int port, String path, int length, long end, Latencies latencies, Promise<Void> done) {
        long began = System.nanoTime();
        answer(port, path).onFailure(done::fail).onSuccess(bytes -> {
            long now = System.nanoTime();
            latencies.add(now - began);
            if (bytes.length() != length) {
                done.fail("found " + bytes.length() + " bytes, expected " + length);
            } else if (now > end) {
                done.complete();
            } else {
                askOn(port, path, length, end, latencies, done);
            }
        });
    }

    private Future<Buffer> answer(int port, String path) {
        return client.request(HttpMethod.GET, port, "localhost", path)
                .compose(request -> request.send().compose(HttpClientResponse::body));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
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
