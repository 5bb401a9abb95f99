package cotinga.monitor;

import cotinga.base.DiskReserve;
import cotinga.intake.ReleasePolling;
import cotinga.intake.ReleaseState;
import cotinga.release.ReleaseCalendar;
import cotinga.report.ReportVariant;
import cotinga.run.RunHealth;
import cotinga.run.UpstreamHost;
import cotinga.snapshot.Snapshots;
import cotinga.store.prices.PriceStore;
import cotinga.store.prices.PriceSymbol;
import cotinga.store.publications.PublicationStore;
import cotinga.store.publications.WithheldVariant;
import cotinga.store.runs.RunEnd;
import cotinga.store.runs.RunKind;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStore;
import cotinga.store.sql.Backups;
import cotinga.store.sql.StoreException;
import cotinga.store.weeks.QuarantineStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observes the state of the service, and keeps the last observation for those who read it often. */
public final class Monitor {
    private static final String CLOSED = "closed";

    private final Sources sources;
    private final Clock clock;
    private volatile @Nullable Observation latest;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    /**
     * Where the state is read.
     *
     * @param hosts the hosts behind circuit breakers, by name
     * @param backups empty when this process makes none
     * @param directories the directories that Cotinga writes to, by the name of their setting
     */
    public record Sources(
            Snapshots snapshots,
            ReleaseCalendar calendar,
            ReleasePolling releases,
            PublicationStore publications,
            PriceStore prices,
            RunStore runs,
            RunHealth health,
            QuarantineStore quarantine,
            Map<String, UpstreamHost> hosts,
            Optional<Backups> backups,
            Map<String, Path> directories,
            DiskReserve reserve) {}

    /** @param clock the time of the application, as ages are relative to it */
    public Monitor(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** The last observation; the first call makes one. */
    public Observation latest() {
        Observation last = latest;
        return last == null ? observe() : last;
    }

    /**
     * Observes the state now. Takes a handful of small statements, whatever the size of the store.
     *
     * @throws StoreException if the database does not answer; the last observation stays
     */
    public synchronized Observation observe() {
        try {
            Observation now = read(clock.instant());
            failuresInARow.set(0);
            latest = now;
            return now;
        } catch (StoreException e) {
            failuresInARow.incrementAndGet();
            throw e;
        }
    }

    /** How many observations in a row the database did not answer. */
    public int failuresInARow() {
        return failuresInARow.get();
    }

    private Observation read(Instant moment) {
        return new Observation(
                moment,
                sources.snapshots.get().dataVersion(),
                variants(),
                newestPrices(),
                runs(),
                sources.quarantine.count(),
                breakers(moment),
                sources.backups.map(Backups::state),
                disks());
    }

    private Map<ReportVariant, Observation.VariantState> variants() {
        Map<ReportVariant, WithheldVariant> withheld = sources.publications.withheldVariants();
        ReleaseState releases = sources.releases.state();
        Map<ReportVariant, Observation.VariantState> states = new EnumMap<>(ReportVariant.class);
        releases.variants()
                .forEach((variant, its) -> states.put(
                        variant,
                        new Observation.VariantState(
                                publishedAt(variant, its.newestReportDate()),
                                its.isLate(),
                                Optional.ofNullable(withheld.get(variant)).map(WithheldVariant::reason))));
        return states;
    }

    private Optional<Instant> publishedAt(ReportVariant variant, Optional<LocalDate> newest) {
        return newest.map(date -> sources.calendar.publishedAt(variant, date));
    }

    private Optional<LocalDate> newestPrices() {
        return sources.prices.symbols().stream()
                .map(PriceSymbol::newestBar)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private Map<RunKind, Observation.RunState> runs() {
        Map<RunKind, List<RunEnd>> ends = sources.runs.lastEnds().stream().collect(Collectors.groupingBy(RunEnd::kind));
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
        Observation before = latest;
        Map<String, Observation.Breaker> states = new TreeMap<>();
        sources.hosts.forEach((name, host) -> {
            Optional<Instant> known =
                    before == null ? Optional.empty() : before.breaker(name).openSince();
            states.put(
                    name,
                    new Observation.Breaker(
                            host.state().equals(CLOSED) ? Optional.empty() : Optional.of(known.orElse(now))));
        });
        return states;
    }

    private Map<String, Observation.Disk> disks() {
        Map<String, Observation.Disk> disks = new TreeMap<>();
        sources.directories.forEach((name, directory) ->
                disks.put(name, new Observation.Disk(DiskReserve.free(directory), sources.reserve.bytes())));
        return disks;
    }
}
