package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.report.Counted;
import cotinga.report.ReportVariant;
import cotinga.report.ShutdownException;
import cotinga.store.Download;
import cotinga.store.DownloadStore;
import cotinga.store.InterruptedRun;
import cotinga.store.RunCause;
import cotinga.store.RunKind;
import cotinga.store.RunStatus;
import cotinga.store.RunStore;
import cotinga.upstream.Exchanges;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs: one at a time, each with a record. */
public final class ReportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRuns.class);

    /** Reports are old at start if no full run has succeeded for this long. */
    private static final Duration OLD = Duration.ofHours(12);

    private final RunStore runs;
    private final InterruptedRuns interrupted;
    private final DownloadStore downloads;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final ProgressDisplay display;
    private final Supplier<Edition> published;
    private final Supplier<Set<ReportVariant>> stored;
    private final BooleanSupplier publicationDue;
    private final boolean onStart;
    private final PublicationLock publicationLock;
    private final StalledRunCheck<ReportRun> stalledRun;
    private final RunEnds<ReportRun> ends;
    private final Clock clock;
    private final RunLock<ReportRun> lock = new RunLock<>(RunKind.REPORTS.key(), ReportRun::stop);
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * Creates the report runs.
     *
     * @param interrupted the interrupted runs
     * @param variants the reports to download
     * @param published the published snapshot
     * @param stored the variants that have weeks, published or not
     * @param publicationDue whether stored changes have not been published
     * @param publicationLock held from the first request to the end of a run
     * @param exchanges the HTTP exchanges of report runs
     * @param maxIdle how long a run may make no progress
     * @param onStart whether missing or old data are fetched at start
     * @param clock in the time zone of the CFTC
     */
    public ReportRuns(
            RunStore runs,
            InterruptedRuns interrupted,
            DownloadStore downloads,
            Set<ReportVariant> variants,
            HistoryYears years,
            ProgressDisplay display,
            Supplier<Edition> published,
            Supplier<Set<ReportVariant>> stored,
            BooleanSupplier publicationDue,
            boolean onStart,
            PublicationLock publicationLock,
            Exchanges exchanges,
            Duration maxIdle,
            RunHealth health,
            Clock clock) {
        this.runs = runs;
        this.interrupted = interrupted;
        this.downloads = downloads;
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.display = display;
        this.published = published;
        this.stored = stored;
        this.publicationDue = publicationDue;
        this.onStart = onStart;
        this.publicationLock = publicationLock;
        this.stalledRun = new StalledRunCheck<>(exchanges, maxIdle);
        this.ends = new RunEnds<>(LOG, RunKind.REPORTS, runs, lock, publicationLock, health);
        this.clock = clock;
    }

    /** Whether a run is due at start: one was interrupted, or reports are missing, old or not published. */
    public boolean isDueAtStart() {
        return onStart
                && !lock.isStopping()
                && (!interrupted.resumable(RunKind.REPORTS).isEmpty()
                        || areMissingOrOld()
                        || publicationDue.getAsBoolean());
    }

    /** The scope of the run at start: that of an interrupted run, or everything if reports are missing or old. */
    public RunScope scopeAtStart() {
        return areMissingOrOld() ? RunScope.everything() : scopeOfInterruptedRun();
    }

    /** Whether an interrupted run can resume now. */
    public boolean hasInterruptedRun() {
        return !lock.isStopping()
                && !isUnderWay()
                && !interrupted.resumable(RunKind.REPORTS).isEmpty();
    }

    /** The scope of the interrupted run that resumes next; everything if there is none. */
    public RunScope scopeOfInterruptedRun() {
        return interrupted.resumable(RunKind.REPORTS).stream()
                .map(this::scope)
                .reduce((one, other) -> other.covers(one) ? other : one)
                .orElseGet(RunScope::everything);
    }

    private boolean areMissingOrOld() {
        return onStart && (!isFresh() || isSomethingMissing());
    }

    /** Whether a year must be loaded that no stored bundle contains. */
    private boolean isSomethingMissing() {
        List<Archive> bundles = downloads.bundles().stream()
                .filter(bundle -> isStored(bundle) && !bundle.isForgotten())
                .map(ReportRuns::bundle)
                .toList();
        RunScope bundled = RunScope.fullCheck(LocalDate.now(clock), bundles);
        return archivesToRead().stream().anyMatch(archive -> !bundled.isBundled(archive));
    }

    /** Whether the newest full run or full check succeeded recently. */
    private boolean isFresh() {
        return runs.lastFinishedFull(RunKind.REPORTS)
                .filter(run -> run.status() == RunStatus.SUCCESS)
                .filter(run -> run.startedAt().isAfter(clock.instant().minus(OLD)))
                .isPresent();
    }

    /** The yearly archives of the history that were never stored, or that must be parsed again. */
    private List<Archive> archivesToRead() {
        LocalDate today = LocalDate.now(clock);
        return ArchivePlan.yearly(variants, years.first(today), years.last(today)).stream()
                .filter(archive -> download(archive).map(Download::isForgotten).orElse(true))
                .toList();
    }

    private boolean wasNeverStored(Archive archive) {
        return download(archive).isEmpty();
    }

    private Optional<Download> download(Archive archive) {
        return downloads.find(archive.path(), archive.firstYear(), archive.lastYear());
    }

    /**
     * Begins a run, or resumes an interrupted one.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @param scope the archives to request; null for everything
     * @throws RunInProgressException if another run is active
     */
    public ReportRun begin(String cause, @Nullable RunScope scope) {
        return begin(
                RunCause.valueOf(cause.toUpperCase(Locale.ROOT)), scope == null ? RunScope.everything() : scope, false);
    }

    /**
     * Begins a run on request.
     *
     * @param forced whether every archive is parsed again, and everything is published again
     * @throws RunInProgressException if another run is active
     */
    public ReportRun beginOnRequest(boolean forced) {
        return begin(RunCause.MANUAL, RunScope.everything(), forced);
    }

    private ReportRun begin(RunCause cause, RunScope requested, boolean forced) {
        LocalDate today = LocalDate.now(clock);
        int first = years.first(today);
        int last = years.last(today);
        return lock.begin(() -> {
            Optional<InterruptedRun> before = interrupted.resume(
                    RunKind.REPORTS,
                    run -> forced ? InterruptedRuns.Course.IS_REPLACED : course(scope(run), requested));
            RunScope scope = before.map(this::scope).orElse(requested);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            if (forced) {
                downloads.removeClaims();
            }
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> runs.begin(RunKind.REPORTS, cause, scope.text(), isForced));
            LOG.info(
                    "Report run {} {} ({}): {}, {} to {}, {}",
                    id,
                    before.isEmpty() ? "begins" : "resumes",
                    isForced ? cause.key() + ", forced" : cause.key(),
                    scope.kind().words(),
                    first,
                    last,
                    Counted.of(scope.of(variants).size(), "variant"));
            return ReportRun.ofSchedule(
                    id,
                    cause.key(),
                    clock.instant(),
                    scope,
                    variants,
                    first,
                    last,
                    before.map(this::doneRecently).orElse(Set.of()),
                    isForced,
                    log(id));
        });
    }

    /**
     * Decides what happens to an interrupted run.
     *
     * @param its the scope of the interrupted run
     * @param requested the scope of the new run
     */
    private static InterruptedRuns.Course course(RunScope its, RunScope requested) {
        if (its.covers(requested)) {
            return requested.kind() == RunScope.Kind.WEEKLY_FILES && !requested.covers(its)
                    ? InterruptedRuns.Course.WAITS
                    : InterruptedRuns.Course.RESUMES;
        }
        return requested.covers(its) ? InterruptedRuns.Course.IS_REPLACED : InterruptedRuns.Course.WAITS;
    }

    private RunScope scope(InterruptedRun run) {
        return RunScope.of(run.scope(), storedBundles())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run " + run.id() + " has the scope '" + run.scope() + "', expected one that can resume"));
    }

    /**
     * Begins a run for an archive in the inbox.
     *
     * @throws RunInProgressException if another run is active
     */
    public ReportRun beginInbox(Archive archive) {
        return lock.begin(() -> {
            long id = runs.begin(RunKind.REPORTS, RunCause.INBOX, RunScope.inbox(archive), false);
            LOG.info("Report run {} begins (inbox): {}", id, archive.label());
            return ReportRun.ofInbox(id, RunCause.INBOX.key(), clock.instant(), archive, log(id));
        });
    }

    /** The progress of the active run; empty if there is none. */
    public Optional<Progress.Figures> progress() {
        return lock.underWay().map(ReportRun::progress);
    }

    /** The progress of a run; empty if it is not active. */
    public Optional<Progress.Figures> progress(long runId) {
        return lock.underWay().filter(run -> run.id() == runId).map(ReportRun::progress);
    }

    private RunLog log(long id) {
        return new RunLog(id, runs, new Progress("reports", display, clock), logged);
    }

    /** Waits for the publication lock, which the run then holds until it ends. Called before its first request. */
    public void awaitPublicationLock(ReportRun run) {
        run.activity().waitFor(() -> publicationLock.acquire(run));
        if (!lock.isHeldBy(run)) {
            publicationLock.release(run);
        }
        run.requireNotEnded();
    }

    /** Ends a run that makes no progress. */
    public void endStalledRun() {
        stalledRun.check(lock.underWay(), ReportRun::abort, this::fail);
    }

    /** The scope of a scheduled run today: a full check, or everything if an old year was never stored. */
    public RunScope scopeOfSchedule() {
        LocalDate today = LocalDate.now(clock);
        RunScope fullCheck = RunScope.fullCheck(today, storedBundles());
        boolean hasHole =
                ArchivePlan.yearly(variants, years.first(today), Math.min(years.last(today), Archive.LAST_BUNDLED_YEAR))
                        .stream()
                        .filter(archive -> !fullCheck.isBundled(archive))
                        .anyMatch(this::wasNeverStored);
        return hasHole ? RunScope.everything() : fullCheck;
    }

    private List<Archive> storedBundles() {
        return downloads.bundles().stream()
                .filter(this::isStored)
                .map(ReportRuns::bundle)
                .toList();
    }

    private boolean isStored(Download bundle) {
        return bundle.firstYear() >= years.first(LocalDate.now(clock));
    }

    private static Archive bundle(Download bundle) {
        return Archive.bundle(bundle.variant(), bundle.firstYear(), bundle.lastYear());
    }

    /** Whether a run is active. */
    public boolean isUnderWay() {
        return lock.isHeld();
    }

    /** Whether the run is neither active in this process nor about to begin. */
    public boolean isInactive(long runId) {
        return lock.isNotHeldBy(run -> run.id() == runId);
    }

    /** The archives that the run completed recently, without those that must be parsed again. */
    private Set<String> doneRecently(InterruptedRun run) {
        Set<String> done = new HashSet<>(run.doneAfter(clock.instant().minus(OLD)));
        archivesToRead().forEach(archive -> done.remove(archive.label()));
        downloads.bundles().stream()
                .filter(Download::isForgotten)
                .forEach(bundle -> done.remove(bundle(bundle).label()));
        return done;
    }

    /** Ends the active run soon; no other run resumes after it. */
    public void stop() {
        lock.stop();
    }

    /**
     * Ends a completed run.
     *
     * @param hasPublished whether it published a new data version
     * @param flaws why the publication is incomplete; empty if it is complete
     * @param quality the result of the quality checks in one line; null if nothing was checked
     */
    public RunSummary finish(ReportRun run, boolean hasPublished, List<String> flaws, @Nullable String quality) {
        List<String> failures = new ArrayList<>(flaws);
        run.givenUp()
                .filter(reason -> !(hasPublished && reason.equals(ShutdownException.REASON)))
                .ifPresent(reason -> failures.add(0, reason));
        return end(run, hasPublished, failures, Optional.ofNullable(quality));
    }

    /** Ends a run that could not continue. A run that a shutdown interrupted resumes at the next start. */
    public RunSummary fail(ReportRun run, Exception failure) {
        return end(run, false, List.of(ends.reason(run, failure)), Optional.empty());
    }

    private RunSummary end(ReportRun run, boolean hasPublished, List<String> failures, Optional<String> quality) {
        return ends.end(
                run,
                hasPublished,
                () -> summary(run, hasPublished, failures, quality),
                summary -> LOG.info(summary.figures()));
    }

    private RunSummary summary(ReportRun run, boolean hasPublished, List<String> failures, Optional<String> quality) {
        Set<ReportVariant> withData = stored.get();
        Set<ReportVariant> withoutData = EnumSet.noneOf(ReportVariant.class);
        run.variants().stream().filter(variant -> !withData.contains(variant)).forEach(withoutData::add);
        return new RunSummary(
                run.id(),
                Duration.between(run.startedAt(), clock.instant()),
                run.outcomes(),
                !withData.isEmpty(),
                withoutData,
                published.get().dataVersion(),
                hasPublished,
                failures,
                quality,
                run.activity().abortReason().isPresent());
    }
}
