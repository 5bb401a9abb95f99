package cotinga.run;

import cotinga.base.Interruption;
import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveKind;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.store.runs.RunCause;
import cotinga.store.sql.StoreException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One execution of the report schedule: the archives that it requests in three rounds, newest first, and their outcomes. It sends no more
 * requests when the application shuts down, or when the upstream was unreachable for several archives in a row.
 */
public final class ReportRun extends ActiveRun {
    private static final int MOST_UNREACHABLE = 6;

    private final RunPlan plan;
    private final boolean forced;
    private final RunLog log;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();
    private int unreachableInARow;
    private Optional<String> givenUp = Optional.empty();
    private boolean localFailure;

    private ReportRun(long id, String cause, Instant startedAt, RunPlan plan, boolean forced, RunLog log) {
        super(id, cause, startedAt);
        this.plan = plan;
        this.forced = forced;
        this.log = log;
    }

    /**
     * Creates a run that downloads archives.
     *
     * @param forced whether everything is parsed and published again
     * @param log records the steps
     */
    static ReportRun ofSchedule(long id, String cause, Instant startedAt, RunPlan plan, boolean forced, RunLog log) {
        ReportRun run = new ReportRun(id, cause, startedAt, plan, forced, log);
        log.planned(run.weeklyArchives());
        log.planned(run.yearlyArchives());
        log.plannedPublication();
        return run;
    }

    /** Creates a run that loads one archive from the inbox. */
    static ReportRun ofInbox(long id, String cause, Instant startedAt, Archive archive, RunLog log) {
        ReportRun run = new ReportRun(id, cause, startedAt, RunPlan.ofInbox(archive), false, log);
        log.planned(List.of(archive));
        log.plannedPublication();
        return run;
    }

    /** The first round: the weekly files. */
    public List<Archive> weeklyArchives() {
        return plan.weekly();
    }

    /** The second round: zips of variants and years. */
    public List<Archive> yearlyArchives() {
        return plan.yearly();
    }

    /** The last round: bundles with the old years whose own zip is missing or has only a part of the year. */
    public List<Archive> bundles() {
        List<Archive> bundles = plan.bundles(missingYearly());
        log.planned(bundles);
        return bundles;
    }

    /** Whether the run continues to request archives. */
    public synchronized boolean isContinuing() {
        return givenUp().isEmpty();
    }

    /** Whether everything is parsed and published again, changed or not. */
    @Override
    public boolean isForced() {
        return forced;
    }

    @Override
    Progress.Figures progress() {
        return log.progress();
    }

    /** A run of the inbox does not resume: its file is loaded in a new run. */
    @Override
    public boolean isInterrupted() {
        return super.isInterrupted() && !isOfInbox();
    }

    private boolean isOfInbox() {
        return cause().equals(RunCause.INBOX.key());
    }

    /** Whether a local failure (disk full, database error) ended the run early; then the fallback cannot help. */
    public synchronized boolean hasLocalFailure() {
        return localFailure;
    }

    @Override
    public boolean isPublishingWithheld() {
        return forced;
    }

    /** The variants whose newest file was requested successfully, changed or unchanged. */
    @Override
    public synchronized Set<ReportVariant> seenVariants() {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.kind() == ArchiveOutcome.Kind.STORED || outcome.kind() == ArchiveOutcome.Kind.UNCHANGED)
                .map(ArchiveOutcome::archive)
                .filter(archive -> archive.kind() == ArchiveKind.WEEKLY
                        || (archive.kind() == ArchiveKind.YEARLY && archive.lastYear() == plan.lastYear()))
                .map(Archive::variant)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Records that an archive begins.
     *
     * @param requireSpace throws if there is too little disk space
     */
    public void begin(Archive archive, Runnable requireSpace) {
        requireNotEnded();
        required(requireSpace);
        required(() -> log.started(archive));
    }

    /** Records the outcome of an archive. Readers of the progress do not wait for the database. */
    public void record(ArchiveOutcome outcome) {
        if (activity().hasEnded()) {
            return;
        }
        activity().noteProgress();
        if (!isInterruptedBy(outcome)) {
            required(() -> log.ended(outcome));
        }
        add(outcome);
    }

    private synchronized void add(ArchiveOutcome outcome) {
        outcomes.add(outcome);
        if (outcome.archive().kind() != ArchiveKind.FALLBACK) {
            unreachableInARow = outcome.kind() == ArchiveOutcome.Kind.UNREACHABLE ? unreachableInARow + 1 : 0;
        }
        if (unreachableInARow == MOST_UNREACHABLE) {
            giveUp("the CFTC is unreachable: " + MOST_UNREACHABLE + " archives in a row failed, the last because of "
                    + outcome.message() + "; the remaining archives were not requested");
        }
    }

    /** Whether the interruption of the run is why an archive failed. Then the step stays open, and the run resumes with it. */
    private boolean isInterruptedBy(ArchiveOutcome outcome) {
        return isInterrupted()
                && (outcome.kind() == ArchiveOutcome.Kind.UNREACHABLE
                        || outcome.kind() == ArchiveOutcome.Kind.LOCAL_FAILURE);
    }

    /** Runs an action without which no archive can be loaded; a failure ends the run early. */
    private void required(Runnable need) {
        try {
            need.run();
        } catch (StoreException | UncheckedIOException failure) {
            if (!interruptedBy(failure)) {
                localFailure(Failures.reason(failure));
            }
            throw failure;
        }
    }

    /** Interrupts the run if a failure is an outage of the database, so that it resumes later; returns whether it does. */
    public boolean interruptedBy(Throwable failure) {
        boolean resumes = Failures.isOutage(failure) && !isOfInbox();
        if (resumes && !isInterrupted()) {
            interrupt(Interruption.OUTAGE);
        }
        return resumes;
    }

    private synchronized void localFailure(String reason) {
        localFailure = true;
        giveUp(reason);
    }

    /** Completes the archives in progress, and requests no others. */
    private void giveUp(String reason) {
        if (givenUp.isEmpty()) {
            givenUp = Optional.of(reason);
        }
    }

    @Override
    String label() {
        return "Report run " + id();
    }

    /** Ends the run without a publication. */
    @Override
    synchronized void stop(Interruption why) {
        giveUp(why.reason());
        activity().stop(why);
    }

    synchronized Optional<String> givenUp() {
        return activity().abortReason().or(() -> givenUp);
    }

    public synchronized List<ArchiveOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    void ended() {
        log.finished();
    }

    /** The archives that it requests. */
    public RunPlan plan() {
        return plan;
    }

    private List<Archive> missingYearly() {
        return outcomes().stream()
                .filter(outcome ->
                        outcome.kind() == ArchiveOutcome.Kind.NOT_YET || outcome.kind() == ArchiveOutcome.Kind.MISSING)
                .map(ArchiveOutcome::archive)
                .toList();
    }
}
