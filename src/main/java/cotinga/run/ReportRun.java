package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchivePlan;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.report.ShutdownException;
import cotinga.store.RunCause;
import cotinga.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final RunScope scope;
    private final Set<ReportVariant> variants;
    private final int firstYear;
    private final int lastYear;
    private final Set<String> doneBefore;
    private final boolean forced;
    private final RunLog log;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();
    private int unreachableInARow;
    private Optional<String> givenUp = Optional.empty();
    private boolean localFailure;

    /**
     * Creates a run.
     *
     * @param scope which archives of these variants and years are requested
     * @param doneBefore the labels of the archives that the run completed before it was interrupted
     * @param forced whether everything is parsed and published again
     * @param log records the steps
     */
    private ReportRun(
            long id,
            String cause,
            Instant startedAt,
            RunScope scope,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            Set<String> doneBefore,
            boolean forced,
            RunLog log) {
        super(id, cause, startedAt);
        this.scope = scope;
        this.variants = scope.of(variants);
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        this.doneBefore = Set.copyOf(doneBefore);
        this.forced = forced;
        this.log = log;
    }

    /** Creates a run that downloads archives. */
    static ReportRun ofSchedule(
            long id,
            String cause,
            Instant startedAt,
            RunScope scope,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            Set<String> doneBefore,
            boolean forced,
            RunLog log) {
        ReportRun run =
                new ReportRun(id, cause, startedAt, scope, variants, firstYear, lastYear, doneBefore, forced, log);
        log.planned(run.weeklyArchives());
        log.planned(run.yearlyArchives());
        log.plannedPublication();
        return run;
    }

    /** Creates a run that loads one archive from the inbox. */
    static ReportRun ofInbox(long id, String cause, Instant startedAt, Archive archive, RunLog log) {
        ReportRun run = new ReportRun(
                id,
                cause,
                startedAt,
                RunScope.everything(),
                Set.of(archive.variant()),
                archive.firstYear(),
                archive.lastYear(),
                Set.of(),
                false,
                log);
        log.planned(List.of(archive));
        log.plannedPublication();
        return run;
    }

    /** The first round: the weekly file of each variant. A resumed run requests it again, because a newer one may exist. */
    public List<Archive> weeklyArchives() {
        return ArchivePlan.weekly(variants);
    }

    /** The second round: zips of variants and years, the newest year first. */
    public List<Archive> yearlyArchives() {
        return left(scope.yearly(variants, firstYear, lastYear).stream()
                .sorted(Comparator.comparingInt(Archive::lastYear).reversed())
                .toList());
    }

    /** The last round: bundles with the old years whose own zip is missing. */
    public List<Archive> bundles() {
        List<Archive> bundles = left(scope.bundles(missingYearly(), variants));
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

    /** The progress of the run. */
    Progress.Figures progress() {
        return log.progress();
    }

    /** A run of the inbox does not resume: its file is loaded in a new run. */
    @Override
    boolean isInterrupted() {
        return super.isInterrupted() && !cause().equals(RunCause.INBOX.key());
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
                        || (archive.kind() == ArchiveKind.YEARLY && archive.lastYear() == lastYear))
                .map(Archive::variant)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Records that an archive begins.
     *
     * @param room throws if there is too little disk space
     */
    void begin(Archive archive, Runnable room) {
        requireNotEnded();
        required(room);
        required(() -> log.started(archive));
    }

    /** Records the outcome of an archive. Readers of the progress do not wait for the database. */
    void record(ArchiveOutcome outcome) {
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

    /** Whether a shutdown aborted the exchange. Then the step stays open, and the run resumes with it. */
    private boolean isInterruptedBy(ArchiveOutcome outcome) {
        return isInterrupted() && outcome.kind() == ArchiveOutcome.Kind.UNREACHABLE;
    }

    /** Runs an action without which no archive can be loaded; a failure ends the run early. */
    private void required(Runnable need) {
        try {
            need.run();
        } catch (StoreException | UncheckedIOException failure) {
            localFailure(Failures.reason(failure));
            throw failure;
        }
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
    synchronized void stop() {
        giveUp(ShutdownException.REASON);
        activity().stop();
    }

    synchronized Optional<String> givenUp() {
        return activity().abortReason().or(() -> givenUp);
    }

    synchronized List<ArchiveOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    void ended() {
        log.finished();
    }

    /** The reports that the run updates. */
    Set<ReportVariant> variants() {
        return variants;
    }

    int firstYear() {
        return firstYear;
    }

    int lastYear() {
        return lastYear;
    }

    private List<Archive> left(List<Archive> archives) {
        return archives.stream()
                .filter(archive -> !doneBefore.contains(archive.label()))
                .toList();
    }

    private List<Archive> missingYearly() {
        return outcomes().stream()
                .filter(outcome ->
                        outcome.kind() == ArchiveOutcome.Kind.NOT_YET || outcome.kind() == ArchiveOutcome.Kind.MISSING)
                .map(ArchiveOutcome::archive)
                .toList();
    }
}
