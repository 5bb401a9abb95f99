package cotinga.metrics;

import cotinga.monitor.Condition.Kind;
import cotinga.monitor.Monitor;
import cotinga.monitor.State;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunKind;
import cotinga.store.sql.BackupState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The state of the service as gauges: each reads the last observation, so that a scrape needs no statement. The age of something that does
 * not exist is {@code NaN} while that is to be expected, and {@code +Inf} as soon as it is a condition, so that a comparison finds it. A
 * time is then 0, long ago.
 */
public final class StateMetrics {
    private static final String VARIANT = "variant";

    /** Completes a description with the condition that its absence becomes. */
    private static final String ABSENT = "; if there is none, NaN, and +Inf once that is the condition ";

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
     * @param kinds the kinds of scheduled runs
     * @param hosts the names of the hosts behind circuit breakers
     * @param directories the names of the settings of directories
     */
    public void register(Set<ReportVariant> variants, Set<RunKind> kinds, Set<String> hosts, Set<String> directories) {
        variants.forEach(this::registerVariant);
        for (RunKind kind : RunKind.values()) {
            register(
                    "cotinga.run.failed",
                    "1 if the last run ended with status error",
                    "kind",
                    kind.key(),
                    state -> flag(state.observation().run(kind).isFailed()));
        }
        for (RunKind kind : kinds) {
            register(
                    "cotinga.run.last.success.timestamp.seconds",
                    "When a run last ended with status success; if none is recorded, NaN, and 0 once that is the condition run-overdue",
                    "kind",
                    kind.key(),
                    state -> state.observation()
                            .run(kind)
                            .lastSuccess()
                            .map(at -> (double) at.getEpochSecond())
                            .orElse(state.has(Kind.RUN_OVERDUE, kind.key()) ? 0 : Double.NaN));
        }
        for (String host : hosts) {
            register(
                    "cotinga.breaker.open",
                    "1 from the opening of the circuit breaker of a host until a request succeeds or a run begins",
                    "host",
                    host,
                    state -> flag(state.observation().breaker(host).isOpen()));
        }
        for (String directory : directories) {
            register(
                    "cotinga.disk.free.bytes",
                    "Usable bytes on the disk of a directory",
                    "directory",
                    directory,
                    state -> {
                        OptionalLong free = state.observation().disk(directory).freeBytes();
                        return free.isPresent() ? free.getAsLong() : Double.NaN;
                    });
            register(
                    "cotinga.disk.reserve.bytes",
                    "Usable bytes below which nothing large is written",
                    "directory",
                    directory,
                    state -> state.observation().disk(directory).reserveBytes());
        }
        if (kinds.contains(RunKind.PRICES)) {
            register(
                    "cotinga.price.age.seconds",
                    "Seconds since the end of the day (UTC) of the newest price" + ABSENT + "prices-stale",
                    state -> age(state, state.observation().endOfNewestPrices(), Kind.PRICES_STALE, ""));
        }
        register(
                "cotinga.observation.age.seconds",
                "Seconds since the last complete observation, which includes the database",
                state -> age(state.observation().database().readAt()));
        register(
                "cotinga.storage.observation.age.seconds",
                "Seconds since the disks and backups were last read",
                state -> age(state.observation().storage().readAt()));
        register("cotinga.data.version", "The published data version", state -> state.observation()
                .dataVersion());
        register("cotinga.quarantined.lines", "Malformed lines of the stored archives", state -> state.observation()
                .quarantined());
        register(
                "cotinga.backup.age.seconds",
                "Seconds since the newest backup" + ABSENT + "backup-old",
                state -> age(state, newest(state).map(BackupState.Backup::at), Kind.BACKUP_OLD, ""));
        register("cotinga.backup.size.bytes", "The size of the newest backup", state -> newest(state)
                .map(BackupState.Backup::bytes)
                .orElse(0L));
        register(
                "cotinga.backup.failed",
                "1 if the last attempt failed",
                state -> flag(state.observation()
                        .backups()
                        .flatMap(BackupState::failure)
                        .isPresent()));
    }

    private void registerVariant(ReportVariant variant) {
        String name = variant.key();
        register(
                "cotinga.report.age.seconds",
                "Seconds since the CFTC published the newest week that readers see" + ABSENT + "data-stale",
                VARIANT,
                name,
                state -> age(state, state.observation().variant(variant).publishedAt(), Kind.DATA_STALE, name));
        register(
                "cotinga.release.late",
                "1 if the next release is later than the CFTC's calendar says; 0 while no week is published",
                VARIANT,
                name,
                state -> flag(state.observation().variant(variant).isLate()));
        register(
                "cotinga.withheld",
                "1 if the stored weeks are suspicious, so that readers keep the published ones",
                VARIANT,
                name,
                state -> flag(
                        state.observation().variant(variant).withheldBecause().isPresent()));
    }

    private static Optional<BackupState.Backup> newest(State state) {
        return state.observation().backups().flatMap(BackupState::newest);
    }

    private double age(State state, Optional<Instant> since, Kind ifAbsent, String subject) {
        return since.map(this::age).orElse(state.has(ifAbsent, subject) ? Double.POSITIVE_INFINITY : Double.NaN);
    }

    private double age(Instant moment) {
        return Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private void register(String name, String description, ToDoubleFunction<State> value) {
        Gauge.builder(name, monitor, all -> value.applyAsDouble(all.state()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void register(String name, String description, String label, String of, ToDoubleFunction<State> value) {
        Gauge.builder(name, monitor, all -> value.applyAsDouble(all.state()))
                .description(description)
                .tag(label, of)
                .strongReference(true)
                .register(registry);
    }
}
