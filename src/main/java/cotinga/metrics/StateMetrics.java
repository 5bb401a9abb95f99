package cotinga.metrics;

import cotinga.monitor.Monitor;
import cotinga.monitor.Observation;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunKind;
import cotinga.store.sql.BackupState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The state of the service as gauges: each reads the last observation, so that a scrape needs no statement. An age that is not known is
 * {@code NaN}, a time that is not known 0.
 */
public final class StateMetrics {
    private final MeterRegistry registry;
    private final Monitor monitor;
    private final Clock clock;

    /** @param clock the time of the application, to which ages are relative */
    public StateMetrics(MeterRegistry registry, Monitor monitor, Clock clock) {
        this.registry = registry;
        this.monitor = monitor;
        this.clock = clock;
    }

    /**
     * Registers the gauges.
     *
     * @param variants the configured variants
     * @param hosts the names of the hosts behind circuit breakers
     * @param directories the names of the settings of directories
     */
    public void register(Set<ReportVariant> variants, Set<String> hosts, Set<String> directories) {
        variants.forEach(this::registerVariant);
        for (RunKind kind : RunKind.values()) {
            register(
                    "cotinga.run.last.success.timestamp.seconds",
                    "When a run last ended with status success",
                    "kind",
                    kind.key(),
                    now -> now.run(kind)
                            .lastSuccess()
                            .map(Instant::getEpochSecond)
                            .orElse(0L));
            register(
                    "cotinga.run.failed",
                    "1 if the last run ended with status error",
                    "kind",
                    kind.key(),
                    now -> flag(now.run(kind).isFailed()));
        }
        for (String host : hosts) {
            register(
                    "cotinga.breaker.open",
                    "1 while the circuit breaker of an upstream rejects requests",
                    "upstream",
                    host,
                    now -> flag(now.breaker(host).isOpen()));
        }
        for (String directory : directories) {
            register(
                    "cotinga.disk.free.bytes",
                    "Usable bytes on the disk of a directory",
                    "directory",
                    directory,
                    now -> now.disk(directory).freeBytes());
            register(
                    "cotinga.disk.reserve.bytes",
                    "Usable bytes below which nothing large is written",
                    "directory",
                    directory,
                    now -> now.disk(directory).reserveBytes());
        }
        register(
                "cotinga.price.age.seconds",
                "Seconds since the end of the day (UTC) of the newest price",
                now -> now.endOfNewestPrices().map(this::age).orElse(Double.NaN));
        register("cotinga.data.version", "The published data version", Observation::dataVersion);
        register("cotinga.quarantined.lines", "Malformed lines of the stored archives", Observation::quarantined);
        register(
                "cotinga.backup.age.seconds",
                "Seconds since the newest backup",
                now -> newest(now).map(BackupState.Backup::at).map(this::age).orElse(Double.NaN));
        register("cotinga.backup.size.bytes", "The size of the newest backup", now -> newest(now)
                .map(BackupState.Backup::bytes)
                .orElse(0L));
        register(
                "cotinga.backup.failed",
                "1 if the last attempt failed",
                now -> flag(now.backups().flatMap(BackupState::failure).isPresent()));
    }

    private void registerVariant(ReportVariant variant) {
        register(
                "cotinga.report.age.seconds",
                "Seconds since the CFTC published the newest week that readers see",
                "variant",
                variant.key(),
                now -> now.variant(variant).publishedAt().map(this::age).orElse(Double.NaN));
        register(
                "cotinga.release.late",
                "1 if the next release is later than the CFTC's calendar says",
                "variant",
                variant.key(),
                now -> flag(now.variant(variant).isLate()));
        register(
                "cotinga.withheld",
                "1 if the stored weeks are suspicious, so that readers keep the published ones",
                "variant",
                variant.key(),
                now -> flag(now.variant(variant).withheldBecause().isPresent()));
    }

    private static Optional<BackupState.Backup> newest(Observation now) {
        return now.backups().flatMap(BackupState::newest);
    }

    private double age(Instant moment) {
        return Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private void register(String name, String description, ToDoubleFunction<Observation> value) {
        Gauge.builder(name, monitor, all -> value.applyAsDouble(all.latest()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void register(
            String name, String description, String label, String of, ToDoubleFunction<Observation> value) {
        Gauge.builder(name, monitor, all -> value.applyAsDouble(all.latest()))
                .description(description)
                .tag(label, of)
                .strongReference(true)
                .register(registry);
    }
}
