package cotinga.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Requests at a fixed rate, however fast the responses are. The latency of a response begins when its request was due, so that a server
 * that stops for a while is charged for all requests of that time.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int CONNECTIONS = 128;
    private static final int MOST_WAITING = 5_000;
    private static final long TICK_MILLIS = 5;

    /** Instead of a status: the connection ended, or too many requests wait for one. */
    static final int NO_RESPONSE = 0;

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpClient> clients;
    private final int port;
    private final IntFunction<Read> reads;
    private final Received received;

    /** Receives each response. */
    @FunctionalInterface
    interface Received {
        /**
         * A response has arrived.
         *
         * @param number the number of its request
         */
        void of(int number, HttpClientResponse response);
    }

    /**
     * One request.
     *
     * @param client the number of the client, each of which has an address of its own
     */
    record Read(int client, String path, Map<String, String> headers) {}

    /**
     * The responses of a while.
     *
     * @param statuses how many responses had each status
     * @param millis the latencies of the responses below 400, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // it is read, never compared
    record Figures(double perSecond, Map<Integer, Integer> statuses, double[] millis) {
        int count(int lowest, int highest) {
            return statuses.entrySet().stream()
                    .filter(status -> status.getKey() >= lowest && status.getKey() <= highest)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        double percentile(double share) {
            return millis.length == 0 ? Double.NaN : millis[(int) ((millis.length - 1) * share)];
        }
    }

    /** @param reads the requests by their number */
    SteadyLoad(int port, int clients, IntFunction<Read> reads) {
        this(port, clients, reads, (number, response) -> {});
    }

    /**
     * A load whose responses are of interest.
     *
     * @param reads the requests by their number
     */
    SteadyLoad(int port, int clients, IntFunction<Read> reads, Received received) {
        this.port = port;
        this.reads = reads;
        this.received = received;
        this.clients = IntStream.range(0, clients)
                .mapToObj(number -> vertx.createHttpClient(
                        new HttpClientOptions().setKeepAlive(true).setLocalAddress("127.0.0." + (2 + number)),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING)))
                .toList();
    }

    /** Sends requests for a while, and waits for their responses. */
    Figures run(int perSecond, Duration duration) throws Exception {
        int all = (int) (perSecond * duration.toMillis() / 1_000);
        Sending sending = new Sending(all, perSecond);
        vertx.setPeriodic(TICK_MILLIS, sending::sendDue);
        return sending.done.get(duration.toSeconds() + 120, TimeUnit.SECONDS);
    }

    /** Lives on one event loop. */
    private final class Sending {
        private final CompletableFuture<Figures> done = new CompletableFuture<>();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final List<Double> millis = new ArrayList<>();
        private final long begin = System.nanoTime();
        private final int all;
        private final double nanosEach;
        private int sent;
        private int ended;

        private Sending(int all, int perSecond) {
            this.all = all;
            this.nanosEach = 1e9 / perSecond;
        }

        private synchronized void sendDue(long timer) {
            while (sent < all && begin + (long) (sent * nanosEach) <= System.nanoTime()) {
                send(sent, reads.apply(sent), begin + (long) (sent * nanosEach));
                sent++;
            }
            if (sent == all) {
                vertx.cancelTimer(timer);
            }
        }

        private void send(int number, Read read, long due) {
            clients.get(read.client())
                    .request(HttpMethod.GET, port, "127.0.0.1", read.path())
                    .compose(request -> {
                        read.headers().forEach(request::putHeader);
                        return request.send()
                                .compose(response -> response.body().map(body -> {
                                    received.of(number, response);
                                    return response.statusCode();
                                }));
                    })
                    .onSuccess(status -> ended(status, due))
                    .onFailure(failure -> ended(NO_RESPONSE, due));
        }

        private synchronized void ended(int status, long due) {
            statuses.merge(status, 1, Integer::sum);
            if (status != NO_RESPONSE && status < 400) {
                millis.add((System.nanoTime() - due) / 1e6);
            }
            if (++ended == all) {
                double seconds = (System.nanoTime() - begin) / 1e9;
                double[] sorted =
                        millis.stream().mapToDouble(Double::doubleValue).toArray();
                Arrays.sort(sorted);
                done.complete(new Figures(ended / seconds, statuses, sorted));
            }
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
