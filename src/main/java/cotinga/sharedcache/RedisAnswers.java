package cotinga.sharedcache;

import cotinga.api.Answer;
import cotinga.api.SharedAnswers;
import cotinga.base.Excerpt;
import cotinga.base.Sha256;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responses in a Redis server. A key names the build and the settings, the publication, the cache and the content. A value names the
 * generation of the shared cache: a random text beside the values, so that a new one invalidates all of them at once.
 *
 * <p>A read takes a limited time. When half of the last reads have failed, a circuit breaker opens: for a few seconds responses are computed
 * without a read, then one read is tried, over new connections.
 */
public final class RedisAnswers implements SharedAnswers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisAnswers.class);

    /** The longest that a request waits for Redis. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(5);
    private static final int READS = 10;
    private static final int FIRST_READS = 5;
    private static final float MOST_FAILED_PERCENT = 50;

    /** Values of earlier data versions are never read again, so none is stored for longer. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

    /** Longer than that of any value which names it. */
    private static final Duration LIFETIME_OF_GENERATION = Duration.ofDays(30);

    private static final int LENGTH_OF_FINGERPRINT = 16;
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int LONGEST_REASON = 200;

    private final RedisAddress address;
    private final String prefix;
    private final String generationKey;
    private final LongFunction<Optional<Instant>> publishedAt;
    private final Duration longestWait;
    private final CircuitBreaker breaker;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bypassed = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder notStored = new LongAdder();
    private final AtomicLong lineAfter = new AtomicLong(System.nanoTime());
    private volatile String lastFailure = "";
    private volatile @Nullable RedisConnections connections;

    /**
     * Not connected yet.
     *
     * @param fingerprint the build and the settings that shape responses
     * @param publishedAt when a data version was published; empty unless it is one of the newest two
     */
    public RedisAnswers(RedisAddress address, String fingerprint, LongFunction<Optional<Instant>> publishedAt) {
        this(address, fingerprint, publishedAt, LONGEST_WAIT, TIME_TO_RECOVER);
    }

    /** Likewise, with other times. */
    RedisAnswers(
            RedisAddress address,
            String fingerprint,
            LongFunction<Optional<Instant>> publishedAt,
            Duration longestWait,
            Duration timeToRecover) {
        this.address = address;
        this.prefix = "cotinga:"
                + Sha256.of(fingerprint.getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH_OF_FINGERPRINT) + ":";
        this.generationKey = prefix + "generation";
        this.publishedAt = publishedAt;
        this.longestWait = longestWait;
        this.breaker = CircuitBreaker.of(
                "shared-cache",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(READS)
                        .minimumNumberOfCalls(FIRST_READS)
                        .failureRateThreshold(MOST_FAILED_PERCENT)
                        .waitDurationInOpenState(timeToRecover)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreExceptions(InterruptedException.class)
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher()
                .onError(event -> lastFailure = reason(event.getThrowable()))
                .onStateTransition(event -> changed(event.getStateTransition()));
    }

    /** Connects in the background. Without it, everything is computed. */
    public void connect(Vertx vertx) {
        RedisConnections made = new RedisConnections(address, vertx);
        made.renew();
        connections = made;
        LOG.info("Responses are shared through Redis at {}", address);
    }

    private void changed(StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN -> {
                LOG.warn(
                        "The shared cache is bypassed: found {} at {}, expected replies within {} ms. Responses are computed until"
                                + " Redis replies again",
                        lastFailure,
                        address,
                        longestWait.toMillis());
                renew();
            }
            case HALF_OPEN_TO_OPEN -> renew();
            case HALF_OPEN_TO_CLOSED -> LOG.info("The shared cache at {} is used again", address);
            default -> {
                // a trial begins
            }
        }
    }

    private void renew() {
        RedisConnections connected = connections;
        if (connected != null) {
            connected.renew();
        }
    }

    /**
     * What a read found.
     *
     * @param generation the one before a missing response is computed
     * @param answer empty if there is none of this generation
     */
    private record Found(String key, String generation, Optional<Answer> answer) {}

    /** What is stored. */
    private record Replies(@Nullable String generation, @Nullable Buffer value) {}

    @Override
    public Answer get(Answer.Place place, Duration lifetime, Supplier<Answer> computation) {
        RedisConnections connected = connections;
        return connected == null ? computation.get() : get(connected, place, lifetime, computation);
    }

    private Answer get(
            RedisConnections connected, Answer.Place place, Duration lifetime, Supplier<Answer> computation) {
        Optional<Found> found = key(place).flatMap(key -> read(connected, key));
        return found.flatMap(Found::answer).orElseGet(() -> {
            Answer computed = computation.get();
            found.filter(read -> key(place).filter(read.key()::equals).isPresent())
                    .ifPresent(read -> store(connected, read, computed, lifetime));
            return computed;
        });
    }

    /** Empty for a data version that readers no longer see. */
    private Optional<String> key(Answer.Place place) {
        return publishedAt
                .apply(place.dataVersion())
                .map(moment -> prefix + moment + ":" + place.cache() + ":" + place.key());
    }

    /** Empty if the read fails or is not permitted. */
    private Optional<Found> read(RedisConnections connected, String key) {
        Replies replies;
        try {
            replies = breaker.executeCallable(() -> replies(awaited(
                    connected.send(Request.cmd(Command.MGET).arg(generationKey).arg(key)))));
        } catch (CallNotPermittedException isOpen) {
            bypassed.increment();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception reportedByTheBreaker) {
            failures.increment();
            return Optional.empty();
        }
        if (replies.generation() == null) {
            misses.increment();
            return Optional.of(new Found(key, begin(connected), Optional.empty()));
        }
        return Optional.of(new Found(key, replies.generation(), valid(replies.generation(), replies.value())));
    }

    private static Replies replies(Response values) {
        Response generation = values.get(0);
        Response value = values.get(1);
        return new Replies(generation == null ? null : generation.toString(), value == null ? null : value.toBuffer());
    }

    /** Begins a generation, unless another instance does. */
    private String begin(RedisConnections connected) {
        String generation = newGeneration();
        connected
                .send(setGeneration(generation).arg("NX"))
                .onFailure(failure -> logLimited("The shared cache has no generation: found {} at {}", failure));
        return generation;
    }

    private static String newGeneration() {
        return UUID.randomUUID().toString();
    }

    private Request setGeneration(String generation) {
        return Request.cmd(Command.SET)
                .arg(generationKey)
                .arg(generation)
                .arg("EX")
                .arg(LIFETIME_OF_GENERATION.toSeconds());
    }

    private Optional<Answer> valid(String generation, @Nullable Buffer value) {
        StoredAnswer found;
        try {
            found = value == null ? null : StoredAnswer.of(value.getBytes());
        } catch (IOException e) {
            failures.increment();
            logLimited("A stored response cannot be read, and is computed: {}, at {}", e);
            return Optional.empty();
        }
        if (found == null || !found.generation().equals(generation)) {
            misses.increment();
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(found.answer());
    }

    /** Sends the response without waiting for the reply. */
    private void store(RedisConnections connected, Found at, Answer answer, Duration lifetime) {
        Optional<Buffer> value = new StoredAnswer(at.generation(), answer).bytes();
        if (value.isEmpty() || breaker.getState() != CircuitBreaker.State.CLOSED) {
            notStored.increment();
            return;
        }
        connected
                .store(Request.cmd(Command.SET)
                        .arg(at.key())
                        .arg(value.get())
                        .arg("PX")
                        .arg(shorter(lifetime).toMillis()))
                .onSuccess(reply -> stored.increment())
                .onFailure(failure -> {
                    notStored.increment();
                    logLimited("A response was not stored: found {} at {}", failure);
                });
    }

    private static Duration shorter(Duration lifetime) {
        return lifetime.compareTo(LONGEST_LIFETIME) < 0 ? lifetime : LONGEST_LIFETIME;
    }

    @Override
    public Invalidation invalidate() {
        try {
            RedisConnections connected = connections;
            if (connected == null) {
                return notInvalidated("no connection");
            }
            awaited(connected.send(setGeneration(newGeneration())));
            return new Invalidation(true, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notInvalidated("an interruption");
        } catch (ExecutionException | TimeoutException e) {
            return notInvalidated(reason(e));
        }
    }

    private Invalidation notInvalidated(String found) {
        return new Invalidation(
                false,
                "Found " + found + " at " + address + ", expected a reply within " + longestWait.toMillis()
                        + " ms. Responses that are stored there may be served again; repeat the request when Redis replies");
    }

    private Response awaited(Future<Response> reply) throws InterruptedException, ExecutionException, TimeoutException {
        return reply.toCompletionStage().toCompletableFuture().get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private String reason(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof TimeoutException ? "no reply" : cause.getMessage();
        return Excerpt.cut(
                address.withoutPassword(message == null ? cause.getClass().getSimpleName() : message), LONGEST_REASON);
    }

    /** At most one line in a minute. */
    private void logLimited(String message, Throwable failure) {
        long now = System.nanoTime();
        long after = lineAfter.get();
        if (now - after >= 0 && lineAfter.compareAndSet(after, now + BETWEEN_LINES.toNanos())) {
            LOG.warn(message, reason(failure), address);
        }
    }

    @Override
    public Figures figures() {
        return new Figures(
                breaker.getState() == CircuitBreaker.State.CLOSED,
                hits.sum(),
                misses.sum(),
                failures.sum(),
                bypassed.sum(),
                stored.sum(),
                notStored.sum());
    }

    @Override
    public void close() {
        RedisConnections connected = connections;
        connections = null;
        if (connected != null) {
            connected.close();
        }
    }
}
