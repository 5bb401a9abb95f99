package cotinga.metrics;

import cotinga.upstream.ExchangeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** The requests to upstreams. The label is the host of a configured base URL, so that there are few. */
public final class UpstreamMetrics implements ExchangeListener {
    private static final String HOST = "host";

    private final MeterRegistry registry;

    public UpstreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(String host, Outcome outcome, Duration took, long bytes) {
        Timer.builder("cotinga.upstream.requests")
                .description("Requests to upstreams by outcome, from the request to the last byte")
                .tag(HOST, host)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(took);
        Counter.builder("cotinga.upstream.received")
                .description("Bytes received from upstreams, after content decoding")
                .baseUnit("bytes")
                .tag(HOST, host)
                .register(registry)
                .increment((double) bytes);
    }

    /** The label of the host of a base URL. */
    public static String host(String baseUrl) {
        return Objects.requireNonNullElse(URI.create(baseUrl).getHost(), "");
    }

    /**
     * A request is sent again after a failure.
     *
     * @param baseUrl the configured one of the host
     */
    public void retried(String baseUrl) {
        Counter.builder("cotinga.upstream.retries")
                .description("Requests that were sent again after a failure")
                .tag(HOST, host(baseUrl))
                .register(registry)
                .increment();
    }
}
