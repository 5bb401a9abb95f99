package cotinga.monitor;

import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportVariant;
import cotinga.run.RunHealth;
import cotinga.run.UpstreamHost;
import cotinga.snapshot.Snapshot;
import cotinga.snapshot.Snapshots;
import cotinga.store.prices.PriceStore;
import cotinga.store.prices.PriceSymbol;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.runs.RunEnd;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.StoreException;
import cotinga.store.weeks.QuarantineStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Observes the state of the service, and keeps the last observation for those who read it often. Reading the database, reading the disks
 * and observing are separate, so that a database or a disk that fails or hangs is observed too.
 */
public final class Monitor {
    private static final String CLOSED = "closed";

    private final Sources sources;
    private final Conditions conditions;
    private final Clock clock;
    private final Instant startedAt;
    private final Reading<StoredState> database = new Reading<>();
    private final Reading<StorageState> storage = new Reading<>();
    private volatile @Nullable State latest;

    /**
     * Where the state is read.
     *
     * @param variants the configured variants
     * @param hosts the hosts behind circuit breakers, by the names of the hosts
     * @param storage the directories that Cotinga writes to
     * @param guard finds whether memory or disk space is short
     */
    public record Sources(
            Snapshots snapshots,
            Set<ReportVariant> variants,
            ReleaseCalendar calendar,
            PublicationStore publications,
            PriceStore prices,
            RunStore runs,
            RunHealth health,
            QuarantineStore quarantine,
            Map<String, UpstreamHost> hosts,
            Storage storage,
            ResourceGuard guard) {}

    /**
     * Creates the monitor.
     *
     * @param conditions finds what an operator should know
     * @param clock the time of the application, as ages are relative to it
     */
    public Monitor(Sources sources, Conditions conditions, Clock clock) {
        this.sources = sources;
        this.conditions = conditions;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** The last state; the first call observes it. */
    public State state() {
        State last = latest;
        return last == null ? observe() : last;
    }

    /** The last observation; the first call makes one. */
    public Observation latest() {
        return state().observation();
    }

    /**
     * Reads the database and the disks, and observes the state now.
     *
     * @throws StoreException if the database does not answer; the last state stays
     */
    public State observe() {
        readDatabase();
        storageRead(sources.storage.read());
        return update();
    }

    /**
     * Reads what only the database knows: a handful of small statements, whatever the size of the store.
     *
     * @return whether the database answers again
     * @throws StoreException if it does not answer
     */
    public boolean readDatabase() {
        database.begin();
        Instant begun = clock.instant();
        return database.end(
                begun,
                new StoredState(
                        sources.publications.withheldVariants(),
                        newestPrices(),
                        sources.runs.firstBegin(),
                        sources.runs.lastEnds(),
                        sources.quarantine.count()));
    }

    /**
     * Records that the database could not be read. A reading for which no connection was free says nothing about the database; it is
     * missed, as one that does not come back.
     *
     * @return whether this is the first failure
     */
    public boolean databaseFailed(Exception failure) {
        if (failure instanceof StoreException ofStore && ofStore.isForLackOfConnections()) {
            return false;
        }
        return database.fail();
    }

    /**
     * Takes what was read about disks and backups.
     *
     * @return whether they can be read again
     */
    public boolean storageRead(StorageState state) {
        return storage.end(clock.instant(), state);
    }

    /**
     * Records that the disks or backups could not be read.
     *
     * @return whether this is the first failure
     */
    public boolean storageFailed() {
        return storage.fail();
    }

    /** Observes the state now, with what was last read. Executes no statement, and reads no disk. */
    public synchronized State update() {
        Observation now = observation(clock.instant(), database.value(), storage.value());
        State state = new State(now, conditions.of(now));
        latest = state;
        return state;
    }

    private Observation observation(Instant moment, StoredState last, StorageState directories) {
        sources.guard.check(directories.disks());
        return new Observation(
                moment,
                startedAt,
                last.firstRun(),
                database.observe(),
                storage.observe(),
                sources.snapshots.get().dataVersion(),
                variants(moment, last),
                last.newestPrices(),
                runs(last),
                last.quarantined(),
                breakers(moment),
                directories.backups(),
                directories.disks(),
                sources.guard.shortage());
    }

    private Map<ReportVariant, Observation.VariantState> variants(Instant moment, StoredState last) {
        Map<ReportVariant, Snapshot.VariantFigures> published =
                sources.snapshots.get().variants();
        Map<ReportVariant, Observation.VariantState> states = new EnumMap<>(ReportVariant.class);
        for (ReportVariant variant : sources.variants) {
            Optional<LocalDate> newest =
                    Optional.ofNullable(published.get(variant)).map(Snapshot.VariantFigures::lastDate);
            states.put(
                    variant,
                    new Observation.VariantState(
                            newest.map(date -> sources.calendar.publishedAt(variant, date)),
                            newest.isPresent() && sources.calendar.isLate(variant, newest, moment),
                            Optional.ofNullable(last.withheld().get(variant)).map(WithheldVariant::reason)));
        }
        return states;
    }

    private Optional<LocalDate> newestPrices() {
        return sources.prices.symbols().stream()
                .map(PriceSymbol::newestBar)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private Map<RunKind, Observation.RunState> runs(StoredState last) {
        Map<RunKind, List<RunEnd>> ends = last.ends().stream().collect(Collectors.groupingBy(RunEnd::kind));
        Map<RunKind, String> aborted = sources.health.abortReason();
        Map<RunKind, Observation.RunState> states = new EnumMap<>(RunKind.class);
        for (RunKind kind : RunKind.values()) {
            List<RunEnd> its = ends.getOrDefault(kind, List.of());
            states.put(
                    kind,
                    new Observation.RunState(
                            its.stream().max(Comparator.comparing(RunEnd::at)).map(RunEnd::status),
                            its.stream()
                                    .filter(end -> end.status() == RunStatus.SUCCESS)
                                    .map(RunEnd::at)
                                    .findFirst(),
                            Optional.ofNullable(aborted.get(kind))));
        }
        return states;
    }

    /** A breaker has been open since the first of the last observations that have all found it open. */
    private Map<String, Observation.Breaker> breakers(Instant now) {
        State before = latest;
        Map<String, Observation.Breaker> states = new TreeMap<>();
        sources.hosts.forEach((name, host) -> {
            Optional<Instant> known = before == null
                    ? Optional.empty()
                    : before.observation().breaker(name).openSince();
            states.put(
                    name,
                    new Observation.Breaker(
                            host.state().equals(CLOSED) ? Optional.empty() : Optional.of(known.orElse(now))));
        });
        return states;
    }
}
