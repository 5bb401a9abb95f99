package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
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

/** The report runs: one at a time, whoever asks for it, each with its record. */
public final class ReportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRuns.class);

    /** Without a successful look for this long, the data count as old at start. */
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
    private final PublicationTurn publicationTurn;
    private final StandstillCheck<ReportRun> standstill;
    private final RunEnds<ReportRun> ends;
    private final Clock clock;
    private final RunTurn<ReportRun> turn = new RunTurn<>(RunKind.REPORTS.key(), ReportRun::stop);
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Report runs.
     *
     * @param interrupted the runs that wait to go on
     * @param variants the reports to fetch
     * @param published the edition that readers are given now
     * @param stored the variants that have weeks, published or not
     * @param publicationDue whether readers were not given all that is stored
     * @param publicationTurn taken before a run asks for anything, and kept to its end
     * @param exchanges the exchanges of report runs
     * @param maxIdle how long a run may stand still
     * @param onStart whether missing or old data are fetched at start
     * @param clock in the zone of the CFTC's days
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
            PublicationTurn publicationTurn,
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
        this.publicationTurn = publicationTurn;
        this.standstill = new StandstillCheck<>(exchanges, maxIdle);
        this.ends = new RunEnds<>(LOG, RunKind.REPORTS, runs, turn, publicationTurn, health);
        this.clock = clock;
    }

    /** Whether the start of the application calls for a run: one was interrupted, or the data are missing, old, or not all published. */
    public boolean isDueAtStart() {
        return onStart
                && !turn.isStopping()
                && (!interrupted.waiting(RunKind.REPORTS).isEmpty()
                        || areMissingOrOld()
                        || publicationDue.getAsBoolean());
    }

    /** What the run at the start asks for: everything, unless that is there and an interrupted run asked for less. */
    public RunScope scopeAtStart() {
        return areMissingOrOld() ? RunScope.everything() : scopeWaiting();
    }

    /** Whether an interrupted run waits, and can go on now. */
    public boolean isWaiting() {
        return !turn.isStopping()
                && !isUnderWay()
                && !interrupted.waiting(RunKind.REPORTS).isEmpty();
    }

    /** What the interrupted run asked for that is to go on next; everything without any. */
    public RunScope scopeWaiting() {
        return interrupted.waiting(RunKind.REPORTS).stream()
                .map(this::scope)
                .reduce((one, other) -> other.covers(one) ? other : one)
                .orElseGet(RunScope::everything);
    }

    private boolean areMissingOrOld() {
        return onStart && (!isFresh() || isSomethingMissing());
    }

    /** Whether a year is to be read that no bundle holds. */
    private boolean isSomethingMissing() {
        List<Archive> bundles = downloads.bundles().stream()
                .filter(bundle -> isHeld(bundle) && !bundle.isForgotten())
                .map(ReportRuns::bundle)
                .toList();
        RunScope bundled = RunScope.sweep(LocalDate.now(clock), bundles);
        return toBeRead().stream().anyMatch(archive -> !bundled.isBundled(archive));
    }

    /** Whether the newest run that asked for everything, be it in parts, was a success not long ago. */
    private boolean isFresh() {
        return runs.lastFinishedFull(RunKind.REPORTS)
                .filter(run -> run.status() == RunStatus.SUCCESS)
                .filter(run -> run.startedAt().isAfter(clock.instant().minus(OLD)))
                .isPresent();
    }

    /** The yearly archives to be held of which nothing was ever stored, or that are to be read anew. */
    private List<Archive> toBeRead() {
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
     * Begins a run, or lets one go on that was interrupted.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @param scope how much to ask for; everything, unless it is told
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun begin(String cause, @Nullable RunScope scope) {
        return begin(
                RunCause.valueOf(cause.toUpperCase(Locale.ROOT)), scope == null ? RunScope.everything() : scope, false);
    }

    /**
     * Begins a run that somebody asks for.
     *
     * @param forced whether every archive is read again and a publication is made, news or not
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun beginOnRequest(boolean forced) {
        return begin(RunCause.MANUAL, RunScope.everything(), forced);
    }

    private ReportRun begin(RunCause cause, RunScope asked, boolean forced) {
        LocalDate today = LocalDate.now(clock);
        int first = years.first(today);
        int last = years.last(today);
        return turn.begin(() -> {
            Optional<InterruptedRun> before = interrupted.resume(
                    RunKind.REPORTS, run -> forced ? InterruptedRuns.Course.IS_REPLACED : course(scope(run), asked));
            RunScope extent = before.map(this::scope).orElse(asked);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            if (forced) {
                downloads.removeClaims();
            }
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> runs.begin(RunKind.REPORTS, cause, extent.text(), isForced));
            LOG.info(
                    "Report run {} {} ({}): {}, {} to {}, {} variants",
                    id,
                    before.isEmpty() ? "begins" : "goes on",
                    isForced ? cause.key() + ", forced" : cause.key(),
                    extent.kind().words(),
                    first,
                    last,
                    extent.of(variants).size());
            return ReportRun.ofSchedule(
                    id,
                    cause.key(),
                    clock.instant(),
                    extent,
                    variants,
                    first,
                    last,
                    before.map(this::doneLately).orElse(Set.of()),
                    isForced,
                    log(id));
        });
    }

    /**
     * What becomes of an interrupted run.
     *
     * @param its what it asked for
     * @param asked what is asked for now
     */
    private static InterruptedRuns.Course course(RunScope its, RunScope asked) {
        if (its.covers(asked)) {
            return asked.kind() == RunScope.Kind.WEEKLY_FILES && !asked.covers(its)
                    ? InterruptedRuns.Course.WAITS
                    : InterruptedRuns.Course.GOES_ON;
        }
        return asked.covers(its) ? InterruptedRuns.Course.IS_REPLACED : InterruptedRuns.Course.WAITS;
    }

    private RunScope scope(InterruptedRun run) {
        return RunScope.of(run.scope(), storedBundles())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run " + run.id() + " has the scope '" + run.scope() + "', expected one that can go on"));
    }

    /**
     * Begins a run for an archive that lies in the inbox.
     *
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun beginInbox(Archive archive) {
        return turn.begin(() -> {
            long id = runs.begin(RunKind.REPORTS, RunCause.INBOX, RunScope.inbox(archive), false);
            LOG.info("Report run {} begins (inbox): {}", id, archive.label());
            return ReportRun.ofInbox(id, RunCause.INBOX.key(), clock.instant(), archive, log(id));
        });
    }

    /** How far the run is that is under way; empty without any. */
    public Optional<Progress.Figures> progress() {
        return turn.underWay().map(ReportRun::progress);
    }

    /** How far a run is; empty when it is not under way. */
    public Optional<Progress.Figures> progress(long runId) {
        return turn.underWay().filter(run -> run.id() == runId).map(ReportRun::progress);
    }

    private RunLog log(long id) {
        return new RunLog(id, runs, new Progress("reports", display, clock), told);
    }

    /** Waits until nobody else publishes, and keeps it so until the run ends; before it asks for anything. */
    public void takeTurn(ReportRun run) {
        run.activity().waitFor(() -> publicationTurn.take(run));
        if (!turn.isOf(run)) {
            publicationTurn.leave(run);
        }
        run.requireUnderWay();
    }

    /** Ends a run that stands still. */
    public void endStandstill() {
        standstill.check(turn.underWay(), ReportRun::breakOff, this::fail);
    }

    /** What a sweep asks for today: a part, or everything while some of the old years were never stored. */
    public RunScope sweep() {
        LocalDate today = LocalDate.now(clock);
        RunScope sweep = RunScope.sweep(today, storedBundles());
        boolean hasHole =
                ArchivePlan.yearly(variants, years.first(today), Math.min(years.last(today), Archive.LAST_BUNDLED_YEAR))
                        .stream()
                        .filter(archive -> !sweep.isBundled(archive))
                        .anyMatch(this::wasNeverStored);
        return hasHole ? RunScope.everything() : sweep;
    }

    private List<Archive> storedBundles() {
        return downloads.bundles().stream()
                .filter(this::isHeld)
                .map(ReportRuns::bundle)
                .toList();
    }

    private boolean isHeld(Download bundle) {
        return bundle.firstYear() >= years.first(LocalDate.now(clock));
    }

    private static Archive bundle(Download bundle) {
        return Archive.bundle(bundle.variant(), bundle.firstYear(), bundle.lastYear());
    }

    /** Whether a run is under way. */
    public boolean isUnderWay() {
        return turn.isTaken();
    }

    /** Whether the run is not under way in this process, nor about to be. */
    public boolean isLeft(long runId) {
        return turn.isNotOf(run -> run.id() == runId);
    }

    /** The archives that the run looked for lately, and whose stored edition was read since it was last forgotten. */
    private Set<String> doneLately(InterruptedRun run) {
        Set<String> done = new HashSet<>(run.doneAfter(clock.instant().minus(OLD)));
        toBeRead().forEach(archive -> done.remove(archive.label()));
        downloads.bundles().stream()
                .filter(Download::isForgotten)
                .forEach(bundle -> done.remove(bundle(bundle).label()));
        return done;
    }

    /** Lets a run that is under way end soon, and none that waits go on after it. */
    public void stop() {
        turn.stop();
    }

    /**
     * Ends a run that went to its end.
     *
     * @param hasPublished whether it gave readers a new data version
     * @param flaws what went wrong with publishing; none when nothing did
     * @param quality what the checks of the publication say in one line; null when nothing was checked
     */
    public RunSummary finish(ReportRun run, boolean hasPublished, List<String> flaws, @Nullable String quality) {
        List<String> failures = new ArrayList<>(flaws);
        run.givenUp()
                .filter(reason -> !(hasPublished && reason.equals(ShutdownException.REASON)))
                .ifPresent(reason -> failures.add(0, reason));
        return end(run, hasPublished, failures, Optional.ofNullable(quality));
    }

    /** Ends a run that could not go on; one that a stop of the application cut off resumes at the next start. */
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
                run.activity().brokenBy().isPresent());
    }
}
