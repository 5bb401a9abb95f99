package cotinga.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import cotinga.alert.Endpoint;
import cotinga.alert.Outbox;
import cotinga.api.SharedAnswers;
import cotinga.store.sql.Connections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The caches, the connection pool, the queues of reads and alerts, and shortages of memory and disk space. */
public final class ResourceMetrics {
    private final MeterRegistry registry;

    public ResourceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers caches, by name. Their statistics must be recorded and their weight limited. */
    public void registerCaches(Map<String, ? extends Cache<?, ?>> caches) {
        caches.forEach((name, cache) -> {
            counter("cotinga.cache.hits", "Reads of a cache that found an entry", name, cache, all -> all.stats()
                    .hitCount());
            counter("cotinga.cache.misses", "Reads of a cache that found none", name, cache, all -> all.stats()
                    .missCount());
            counter(
                    "cotinga.cache.failures",
                    "Computations of entries that ended with an error or a problem",
                    name,
                    cache,
                    all -> all.stats().loadFailureCount());
            counter("cotinga.cache.evictions", "Entries removed for lack of space", name, cache, all -> all.stats()
                    .evictionCount());
            Gauge.builder("cotinga.cache.weight.bytes", cache, ResourceMetrics::weight)
                    .description("Bytes that the entries of a cache take")
                    .tag("cache", name)
                    .register(registry);
        });
    }

    private static double weight(Cache<?, ?> cache) {
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private <T extends Cache<?, ?>> void counter(
            String metric, String description, String name, T cache, ToDoubleFunction<T> value) {
        FunctionCounter.builder(metric, cache, value)
                .description(description)
                .tag("cache", name)
                .register(registry);
    }

    /** Registers the cache that instances share. */
    public void registerSharedCache(SharedAnswers shared) {
        Gauge.builder("cotinga.shared.cache.available", () -> shared.figures().available() ? 1 : 0)
                .description("0 while the shared cache is bypassed because it failed")
                .register(registry);
        counter("hits", "Reads of the shared cache that found a response", shared, SharedAnswers.Figures::hits);
        counter("misses", "Reads of the shared cache that found none", shared, SharedAnswers.Figures::misses);
        counter(
                "failures",
                "Reads of the shared cache that failed, took too long or found an unreadable value",
                shared,
                SharedAnswers.Figures::failures);
        counter(
                "bypassed",
                "Responses computed without a read of the shared cache while it was bypassed",
                shared,
                SharedAnswers.Figures::bypassed);
        counter("stored", "Responses stored in the shared cache", shared, SharedAnswers.Figures::stored);
        counter(
                "not.stored",
                "Responses not stored in the shared cache: too large or not accepted",
                shared,
                SharedAnswers.Figures::notStored);
    }

    private void counter(
            String figure, String description, SharedAnswers shared, ToDoubleFunction<SharedAnswers.Figures> value) {
        FunctionCounter.builder("cotinga.shared.cache." + figure, shared, all -> value.applyAsDouble(all.figures()))
                .description(description)
                .register(registry);
    }

    /** Registers the connection pool of the database. */
    public void registerPool(Supplier<Connections> pool) {
        connections(pool, "active", Connections::active);
        connections(pool, "idle", Connections::idle);
        Gauge.builder("cotinga.database.waiting", () -> pool.get().waiting())
                .description("Threads that wait for a database connection")
                .register(registry);
    }

    private void connections(Supplier<Connections> pool, String state, ToIntFunction<Connections> value) {
        Gauge.builder("cotinga.database.connections", () -> value.applyAsInt(pool.get()))
                .description("Database connections by state")
                .tag("state", state)
                .register(registry);
    }

    /**
     * Registers whether background work is reduced, and the heap that it depends on.
     *
     * @param heap the share of the heap in use after the last garbage collection
     */
    public void registerBackgroundWork(BooleanSupplier reduced, Supplier<Number> heap) {
        Gauge.builder("cotinga.background.reduced", () -> reduced.getAsBoolean() ? 1 : 0)
                .description("1 while background work is reduced, because memory or disk space is short")
                .register(registry);
        Gauge.builder("cotinga.heap.used.after.collection.ratio", heap)
                .description("Share of the heap's long-lived part in use after its last garbage collection")
                .register(registry);
    }

    /** Registers the alerts, by the kind of their endpoint. */
    public void registerAlerts(Outbox outbox) {
        for (Endpoint.Format format : Endpoint.Format.values()) {
            Gauge.builder("cotinga.alerts.waiting", outbox, all -> all.waiting(format))
                    .description("Alerts that the endpoints of a kind have not accepted yet")
                    .tag("endpoint", format.key())
                    .register(registry);
            FunctionCounter.builder("cotinga.alerts.lost", outbox, all -> all.lost(format))
                    .description(
                            "Alerts lost because too many waited, one waited for a day, or an endpoint rejected its content")
                    .tag("endpoint", format.key())
                    .register(registry);
        }
    }

    /** Registers the queue of reads. */
    public void registerQueue(Supplier<Number> length) {
        Gauge.builder("cotinga.http.queued", length)
                .description("Reads that wait because others of their path are being computed")
                .register(registry);
    }

    /**
     * Registers whether this instance leads, and whether the database answers.
     *
     * @param isInContact whether it has answered within the last seconds
     */
    public void registerLeadership(BooleanSupplier isLeading, BooleanSupplier isInContact) {
        Gauge.builder("cotinga.database.contact", () -> isInContact.getAsBoolean() ? 1 : 0)
                .description("0 while a database on a server has not answered for 5 seconds or longer")
                .register(registry);
        Gauge.builder("cotinga.leader", () -> isLeading.getAsBoolean() ? 1 : 0)
                .description("1 if this instance leads: it alone fetches, publishes and alerts")
                .register(registry);
    }

    /** Registers the number of readers that listen for events. */
    public void registerListeners(Supplier<Number> listening) {
        Gauge.builder("cotinga.http.listeners", listening)
                .description("Readers that listen for events")
                .register(registry);
    }
}
