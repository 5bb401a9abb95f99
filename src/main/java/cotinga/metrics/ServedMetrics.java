package cotinga.metrics;

import cotinga.http.RequestListener;
import cotinga.http.ServedRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The requests to the API: how long each operation takes, and how its responses end. Labels are the ids of operations, which the contract
 * limits, and classes of statuses.
 */
public final class ServedMetrics implements RequestListener {
    private static final String OPERATION = "operation";

    /** Requests outside the contract: pages, unknown paths, rejected requests. */
    private static final String NO_OPERATION = "none";

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, Timer> durations = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Counter>> responses = new ConcurrentHashMap<>();
    private final Counter rateLimited;

    public ServedMetrics(MeterRegistry registry) {
        this.registry = registry;
        rateLimited = Counter.builder("cotinga.http.rate.limited")
                .description("Requests that were rejected because their client sent too many")
                .register(registry);
        Gauge.builder("cotinga.http.in.flight", inFlight, AtomicInteger::get)
                .description("Requests that were received and are not answered yet")
                .register(registry);
    }

    @Override
    public void begun() {
        inFlight.incrementAndGet();
    }

    @Override
    public void ended(ServedRequest request) {
        inFlight.decrementAndGet();
        String operation = Objects.requireNonNullElse(request.operation(), NO_OPERATION);
        durations.computeIfAbsent(operation, this::duration).record(request.nanos(), TimeUnit.NANOSECONDS);
        responses
                .computeIfAbsent(operation, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(statusClass(request.status()), status -> response(operation, status))
                .increment();
        if (request.status() == TOO_MANY_REQUESTS) {
            rateLimited.increment();
        }
    }

    private Timer duration(String operation) {
        return Timer.builder("cotinga.http.request.duration")
                .description("Time from the first byte of a request to the last byte of its response")
                .tag(OPERATION, operation)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter response(String operation, String status) {
        return Counter.builder("cotinga.http.responses")
                .description("Responses by operation and class of status; closed: the client did not get a whole one")
                .tag(OPERATION, operation)
                .tag("status", status)
                .register(registry);
    }

    private static String statusClass(int status) {
        return switch (status / 100) {
            case 1, 2 -> "2xx";
            case 3 -> "3xx";
            case 4 -> "4xx";
            case 5 -> "5xx";
            default -> "closed";
        };
    }
}
