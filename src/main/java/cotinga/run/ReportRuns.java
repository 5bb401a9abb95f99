package cotinga.run;

import cotinga.cftc.ArchivePlan;
import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.ReportVariant;
import cotinga.store.DownloadStore;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import cotinga.store.RunStatus;
import cotinga.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs: one at a time, whoever asks for it, each with its record. */
public final class ReportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRuns.class);

    /** Without a successful look for this long, the data count as old at start. */
    private static final Duration OLD = Duration.ofHours(12);

    private final RunStore runs;
    private final DownloadStore downloads;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final ProgressDisplay display;
    private final Supplier<Edition> published;
    private final Supplier<Set<ReportVariant>> stored;
    private final BooleanSupplier publicationDue;
    private final boolean onStart;
    private final PublicationTurn publicationTurn;
    private final Clock clock;
    private final AtomicReference<@Nullable ReportRun> underWay = new AtomicReference<>();
    private final Semaphore turn = new Semaphore(1);
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Report runs.
     *
     * @param variants the reports to fetch
     * @param published the edition that readers are given now
     * @param stored the variants that have weeks, published or not
     * @param publicationDue whether readers were not given all that is stored
     * @param publicationTurn kept while a run is under way
     * @param onStart whether missing or old data are fetched at start
     * @param clock in the zone of the CFTC's days
     */
    public ReportRuns(
            RunStore runs,
            DownloadStore downloads,
            Set<ReportVariant> variants,
            HistoryYears years,
            ProgressDisplay display,
            Supplier<Edition> published,
            Supplier<Set<ReportVariant>> stored,
            BooleanSupplier publicationDue,
            boolean onStart,
            PublicationTurn publicationTurn,
            Clock clock) {
        this.runs = runs;
        this.downloads = downloads;
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.display = display;
        this.published = published;
        this.stored = stored;
        this.publicationDue = publicationDue;
        this.onStart = onStart;
        this.publicationTurn = publicationTurn;
        this.clock = clock;
    }

    /** Whether the start of the application calls for a run: the data are missing, old, or not all published. */
    public boolean isDueAtStart() {
        return onStart && (!isFresh() || isSomethingMissing() || publicationDue.getAsBoolean());
    }

    private boolean isFresh() {
        return runs.lastFinished(RunKind.REPORTS)
                .filter(run -> run.status() == RunStatus.SUCCESS)
                .filter(run -> run.startedAt().isAfter(clock.instant().minus(OLD)))
                .isPresent();
    }

    /** Whether a year is to be held of which nothing was ever stored. */
    private boolean isSomethingMissing() {
        LocalDate today = LocalDate.now(clock);
        return ArchivePlan.yearly(variants, years.first(today), years.last(today)).stream()
                .anyMatch(archive -> downloads
                        .find(archive.path(), archive.firstYear(), archive.lastYear())
                        .isEmpty());
    }

    /**
     * Begins a run.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun begin(String cause) {
        return begin(RunCause.valueOf(cause.toUpperCase(Locale.ROOT)), false);
    }

    /**
     * Begins a run that somebody asks for.
     *
     * @param forced whether every archive is read again and a publication is made, news or not
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun beginOnRequest(boolean forced) {
        return begin(RunCause.MANUAL, forced);
    }

    /** How far a run is; empty when it is not under way. */
    public Optional<Progress.Figures> progress(long runId) {
        return Optional.ofNullable(underWay.get())
                .filter(run -> run.id() == runId)
                .map(ReportRun::progress);
    }

    private ReportRun begin(RunCause cause, boolean forced) {
        if (!turn.tryAcquire()) {
            throw new RunInProgressException(
                    "reports", Optional.ofNullable(underWay.get()).map(ReportRun::startedAt));
        }
        publicationTurn.take();
        try {
            Instant now = clock.instant();
            LocalDate today = LocalDate.now(clock);
            long id = runs.begin(RunKind.REPORTS, cause);
            LOG.info(
                    "Report run {} begins ({}): {} to {}, {} variants",
                    id,
                    forced ? cause.key() + ", forced" : cause.key(),
                    years.first(today),
                    years.last(today),
                    variants.size());
            if (forced) {
                downloads.forgetAnswers();
            }
            RunLog log = new RunLog(id, runs, new Progress("reports", display, clock), told);
            ReportRun run =
                    new ReportRun(id, cause.key(), now, variants, years.first(today), years.last(today), forced, log);
            underWay.set(run);
            return run;
        } catch (RuntimeException e) {
            publicationTurn.leave();
            turn.release();
            throw e;
        }
    }

    /** Lets a run that is under way end soon. */
    public void stop() {
        Optional.ofNullable(underWay.get()).ifPresent(ReportRun::stop);
    }

    /**
     * Ends a run that went to its end.
     *
     * @param hasPublished whether it gave readers a new data version
     * @param flaw what went wrong with publishing; null when nothing did
     */
    public RunSummary finish(ReportRun run, boolean hasPublished, @Nullable String flaw) {
        return end(run, hasPublished, run.givenUp().or(() -> Optional.ofNullable(flaw)));
    }

    /** Ends a run that could not go on. */
    public RunSummary fail(ReportRun run, Exception failure) {
        String reason = Failures.reason(failure);
        LOG.error("Report run {} cannot go on: {}", run.id(), reason, failure);
        return end(run, false, Optional.of(reason));
    }

    private RunSummary end(ReportRun run, boolean hasPublished, Optional<String> failure) {
        try {
            Set<ReportVariant> withData = stored.get();
            Set<ReportVariant> withoutData = EnumSet.noneOf(ReportVariant.class);
            variants.stream().filter(variant -> !withData.contains(variant)).forEach(withoutData::add);
            RunSummary summary = new RunSummary(
                    run.id(),
                    Duration.between(run.startedAt(), clock.instant()),
                    run.outcomes(),
                    !withData.isEmpty(),
                    withoutData,
                    published.get().dataVersion(),
                    hasPublished,
                    failure);
            List<String> flaws = summary.flaws();
            runs.finish(run.id(), summary.status(), flaws.isEmpty() ? null : String.join("\n", flaws));
            if (!run.cause().equals(RunCause.ONCE.key())) {
                LOG.info(summary.figures());
            }
            return summary;
        } finally {
            run.ended();
            underWay.set(null);
            publicationTurn.leave();
            turn.release();
        }
    }
}
