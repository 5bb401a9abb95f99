package cotinga.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.base.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A client of a reader that requests the status and a market ten times a second. Odd is every status other than 200, except 503 with
 * {@code Retry-After} while the database is down; a data version that goes back; and a market that is not the one of its version.
 */
final class ReaderWatch implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration TIMEOUT =
            Duration.ofSeconds(40); // a request waits up to 30 seconds for a connection to the database
    private static final int MARKET = 7;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name;
    private final int port;
    private final Editions editions;
    private final NavigableMap<Long, Integer> versions;
    private final BooleanSupplier isDatabaseDown;
    private final Map<Long, Long> firstServed = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Queue<String> odd = new ConcurrentLinkedQueue<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private volatile boolean ended;
    private volatile long slowestNanos;
    private long newest;

    /**
     * A client.
     *
     * @param versions the edition that is published with a data version and those after it
     * @param isDatabaseDown whether the reader may return 503
     */
    ReaderWatch(
            String name,
            int port,
            Editions editions,
            NavigableMap<Long, Integer> versions,
            BooleanSupplier isDatabaseDown) {
        this.name = name;
        this.port = port;
        this.editions = editions;
        this.versions = versions;
        this.isDatabaseDown = isDatabaseDown;
    }

    String name() {
        return name;
    }

    int polls() {
        return polls.get();
    }

    /** The number of responses with status 503. */
    int rejected() {
        return rejected.get();
    }

    /** The longest time that a response took. */
    Duration slowest() {
        return Duration.ofNanos(slowestNanos);
    }

    /** When the status showed a data version first, by {@link System#nanoTime()}; empty if it has not. */
    Optional<Long> firstServed(long version) {
        return Optional.ofNullable(firstServed.get(version));
    }

    /** The odd results since the last call. */
    List<String> takeOdd() {
        List<String> taken = List.copyOf(odd);
        odd.removeAll(taken);
        return taken;
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        while (!ended) {
            long next = System.nanoTime() + PERIOD.toNanos();
            poll();
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void poll() {
        polls.incrementAndGet();
        try {
            Optional<HttpResponse<String>> status = get("/api/v1/cot/status");
            if (status.isPresent()) {
                long version =
                        JSON.readTree(status.get().body()).path("data_version").longValue();
                firstServed.putIfAbsent(version, System.nanoTime());
                require(version, "the status");
            }
            Optional<HttpResponse<String>> market = get("/api/v1/cot/markets/legacy/fo/" + Editions.code(MARKET));
            if (market.isPresent()) {
                check(market.get());
            }
        } catch (IOException e) {
            odd.add(name + ": " + e);
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    private Optional<HttpResponse<String>> get(String path) throws IOException, InterruptedException {
        boolean mayReject = isDatabaseDown.getAsBoolean();
        long sent = System.nanoTime();
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - sent);
        if (response.statusCode() == 200) {
            return Optional.of(response);
        }
        boolean isRejected = response.statusCode() == 503
                && response.headers().firstValue("Retry-After").isPresent();
        if (isRejected) {
            rejected.incrementAndGet();
        }
        if (!isRejected || !(mayReject || isDatabaseDown.getAsBoolean())) {
            odd.add(name + ": " + path + " returned " + response.statusCode() + " " + response.body());
        }
        return Optional.empty();
    }

    private void check(HttpResponse<String> market) throws IOException {
        JsonNode weeks = JSON.readTree(market.body()).path("weeks");
        int edition =
                editions.edition(LocalDate.parse(weeks.path(0).path("date").textValue()));
        Optional<Long> version = versions.entrySet().stream()
                .filter(entry -> entry.getValue() == edition)
                .map(Map.Entry::getKey)
                .findFirst();
        version.ifPresentOrElse(
                known -> require(known, "a market"),
                () -> odd.add(name + ": a market has the edition " + edition + ", which no version has"));
        String body = Sha256.of(market.body().getBytes(StandardCharsets.UTF_8));
        String tag = market.headers().firstValue("ETag").orElse("no tag for " + body);
        String before = bodies.putIfAbsent(tag, body);
        if (before != null && !before.equals(body)) {
            odd.add(name + ": two markets have the tag " + tag);
        } else if (before == null) {
            for (JsonNode week : weeks) {
                LocalDate date = LocalDate.parse(week.path("date").textValue());
                int expected = editions.openInterest(MARKET, date, edition);
                if (week.path("open_interest").intValue() != expected) {
                    odd.add(name + ": the market of edition " + edition + " has the open interest "
                            + week.path("open_interest") + " in " + date + ", expected " + expected);
                }
            }
        }
    }

    private void require(long version, String what) {
        if (version < newest) {
            odd.add(name + ": " + what + " of data version " + version + " after version " + newest);
        }
        newest = Math.max(newest, version);
    }
}
