package cotinga.run;

import cotinga.base.Counted;
import cotinga.base.Interruption;
import cotinga.base.LogContext;
import cotinga.cftc.Archive;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.snapshot.Snapshots;
import cotinga.store.runs.InterruptedRun;
import cotinga.store.runs.RunCause;
import cotinga.store.runs.RunKind;
import cotinga.store.weeks.VariantStore;
import cotinga.upstream.Exchanges;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs: one at a time, each with a record. */
public final class ReportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRuns.class);

    private final RunSupport support;
    private final RunLife<ReportRun> life;
    private final StoredHistory history;
    private final StartPolicy startPolicy;
    private final VariantStore stored;
    private final Snapshots published;
    private final Clock clock;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * Creates the report runs.
     *
     * @param exchanges the HTTP exchanges of report runs
     * @param history the history to store
     * @param stored shows which variants have weeks, published or not
     * @param published the published snapshot
     */
    public ReportRuns(
            RunSupport support,
            Exchanges exchanges,
            StoredHistory history,
            StartPolicy startPolicy,
            VariantStore stored,
            Snapshots published,
            Clock clock) {
        this.support = support;
        this.life = new RunLife<>(LOG, RunKind.REPORTS, support, exchanges);
        this.history = history;
        this.startPolicy = startPolicy;
        this.stored = stored;
        this.published = published;
        this.clock = clock;
    }

    /** Whether a run is due at start: one was interrupted, or reports are missing, old or not published. */
    public boolean isDueAtStart() {
        return !life.isStopping() && startPolicy.isDue(() -> !life.interrupted().isEmpty());
    }

    /** The scope of the run at start: that of an interrupted run, or everything if reports are missing or old. */
    public RunScope scopeAtStart() {
        return startPolicy.areMissingOrOld() ? RunScope.everything() : scopeOfInterruptedRun();
    }

    /** The scope of a scheduled run today: a full check, or everything if an old year was never stored. */
    public RunScope scopeOfSchedule() {
        return history.scopeOfSchedule();
    }

    /** Whether an interrupted run can resume after a run has ended. After an outage of the database it resumes later, not at once. */
    public boolean hasWaitingRun(ReportRun ended) {
        return !ended.isInterrupted() && hasInterruptedRun();
    }

    /** Whether an interrupted run can resume now. */
    public boolean hasInterruptedRun() {
        return !life.isStopping() && !life.isUnderWay() && !life.interrupted().isEmpty();
    }

    /** The scope of the interrupted run that resumes next; everything if there is none. */
    public RunScope scopeOfInterruptedRun() {
        return life.interrupted().stream()
                .map(this::scope)
                .reduce((one, other) -> other.covers(one) ? other : one)
                .orElseGet(RunScope::everything);
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
        return life.begin(() -> {
            Optional<InterruptedRun> before = life.resume(forced, run -> course(scope(run), requested));
            RunScope scope = before.map(this::scope).orElse(requested);
            boolean isForced = before.map(InterruptedRun::forced).orElse(forced);
            if (forced) {
                history.readAgain();
            }
            long id = before.map(InterruptedRun::id)
                    .orElseGet(() -> support.records().begin(RunKind.REPORTS, cause, scope.text(), isForced));
            RunPlan plan = history.plan(scope, before.map(this::doneRecently).orElse(Set.of()));
            LogContext.ofRun(
                    id,
                    () -> LOG.info(
                            "Report run {} {} ({}): {}, {} to {}, {}",
                            id,
                            before.isEmpty() ? "begins" : "resumes",
                            isForced ? cause.key() + ", forced" : cause.key(),
                            scope.kind().words(),
                            plan.firstYear(),
                            plan.lastYear(),
                            Counted.of(plan.variants().size(), "variant")));
            return ReportRun.ofSchedule(id, cause.key(), clock.instant(), plan, isForced, log(id));
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
        return RunScope.of(run.scope(), history.bundles())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run " + run.id() + " has the scope '" + run.scope() + "', expected one that can resume"));
    }

    /** The archives that the run completed recently, without those that must be parsed again. */
    private Set<String> doneRecently(InterruptedRun run) {
        return history.stillDone(run.doneAfter(clock.instant().minus(StartPolicy.OLD)));
    }

    /**
     * Begins a run for an archive in the inbox.
     *
     * @throws RunInProgressException if another run is active
     */
    public ReportRun beginInbox(Archive archive) {
        return life.begin(() -> {
            long id = support.records().begin(RunKind.REPORTS, RunCause.INBOX, RunScope.inbox(archive), false);
            LogContext.ofRun(id, () -> LOG.info("Report run {} begins (inbox): {}", id, archive.label()));
            return ReportRun.ofInbox(id, RunCause.INBOX.key(), clock.instant(), archive, log(id));
        });
    }

    private RunLog log(long id) {
        return new RunLog(id, support.records(), new Progress("reports", support.display(), clock), logged);
    }

    /** Waits for the publication lock, which the run then holds until it ends. Called before its first request. */
    public void awaitPublicationLock(ReportRun run) {
        life.awaitPublicationLock(run);
    }

    /** The progress of the active run; empty if there is none. */
    public Optional<Progress.Figures> progress() {
        return life.progress();
    }

    /** The progress of a run; empty if it is not active. */
    public Optional<Progress.Figures> progress(long runId) {
        return life.progress(runId);
    }

    /** Whether a run is active. */
    public boolean isUnderWay() {
        return life.isUnderWay();
    }

    /** Whether the run is neither active in this process nor about to begin. */
    public boolean isInactive(long runId) {
        return life.isInactive(runId);
    }

    /** Ends a run that makes no progress. */
    public void endStalledRun() {
        life.endStalledRun(this::fail);
    }

    /** Ends the active run after its current step; no other run resumes after it. */
    public void stop() {
        life.stop();
    }

    /** Ends the active run soon: its current step is rolled back, and begins again at the next start. */
    public void interrupt(Interruption why) {
        life.interrupt(why);
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
                .filter(reason -> !(hasPublished && Interruption.isReason(reason)))
                .ifPresent(reason -> failures.add(0, reason));
        return end(run, hasPublished, failures, Optional.ofNullable(quality));
    }

    /** Ends a run that could not continue. An interrupted run resumes later, and so does one that an outage of the database ends. */
    public RunSummary fail(ReportRun run, Exception failure) {
        run.interruptedBy(failure);
        return end(run, false, List.of(life.reason(run, failure)), Optional.empty());
    }

    private RunSummary end(ReportRun run, boolean hasPublished, List<String> failures, Optional<String> quality) {
        return life.end(run, hasPublished, () -> summary(run, hasPublished, failures, quality), summary -> {
            LOG.info(summary.figures());
            support.listener().ended(summary);
        });
    }

    private RunSummary summary(ReportRun run, boolean hasPublished, List<String> failures, Optional<String> quality) {
        Set<ReportVariant> withData = run.isInterrupted()
                ? published.get().variants().keySet() // the database may not answer
                : stored.newestReportDates().keySet();
        Set<ReportVariant> withoutData = EnumSet.noneOf(ReportVariant.class);
        run.plan().variants().stream()
                .filter(variant -> !withData.contains(variant))
                .forEach(withoutData::add);
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
