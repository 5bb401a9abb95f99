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
 * One execution of the report schedule: which archives it asks for, in three rounds, and what became of each. What is newest comes
 * first. It gives up when it is told to stop, or when the upstream is out of reach for several archives in a row.
 */
public final class ReportRun extends ActiveRun {
    private static final int OUT_OF_REACH = 6;

    private final RunScope scope;
    private final Set<ReportVariant> variants;
    private final int firstYear;
    private final int lastYear;
    private final Set<String> doneBefore;
    private final boolean forced;
    private final RunLog log;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();
    private int outOfReachInARow;
    private Optional<String> givenUp = Optional.empty();
    private boolean outOfOrder;

    /**
     * A run.
     *
     * @param scope how much of these variants and years it asks for
     * @param doneBefore the labels of the archives that need not be asked for, as the run had them before it was interrupted
     * @param forced whether everything is read and published again, news or not
     * @param log keeps what happens for good
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

    /** A run that asks the CFTC. */
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

    /** A run that reads one archive, which lies in the inbox. */
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

    /** The first round: the current week of each variant, also where the run had it before: a newer one may be there. */
    public List<Archive> weeklyArchives() {
        return ArchivePlan.weekly(variants);
    }

    /** The second round: zips of variants and years, the newest year first. */
    public List<Archive> yearlyArchives() {
        return left(scope.yearly(variants, firstYear, lastYear).stream()
                .sorted(Comparator.comparingInt(Archive::lastYear).reversed())
                .toList());
    }

    /** The last round: bundles, which hold the old years whose own zip is missing. */
    public List<Archive> bundles() {
        List<Archive> bundles = left(scope.bundles(missingYearly(), variants));
        log.planned(bundles);
        return bundles;
    }

    /** Whether archives are still to be asked for. */
    public synchronized boolean isGoingOn() {
        return givenUp().isEmpty();
    }

    /** Whether everything is read and published again, changed or not. */
    @Override
    public boolean isForced() {
        return forced;
    }

    /** How far it is. */
    Progress.Figures progress() {
        return log.progress();
    }

    /** A file of the inbox gets another run. */
    @Override
    boolean isInterrupted() {
        return super.isInterrupted() && !cause().equals(RunCause.INBOX.key());
    }

    /** Whether it ended early because of this machine: without room or a store that works, no other source helps. */
    public synchronized boolean isOutOfOrder() {
        return outOfOrder;
    }

    @Override
    public boolean isPublishingHeld() {
        return forced;
    }

    /** The variants of which the CFTC has shown a file with the newest weeks: a new one, or the one that is stored already. */
    @Override
    public synchronized Set<ReportVariant> lookedAt() {
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
     * The turn of an archive begins.
     *
     * @param room throws when there is too little room for archives
     */
    void begin(Archive archive, Runnable room) {
        requireUnderWay();
        required(room);
        required(() -> log.started(archive));
    }

    /** Notes what became of an archive. Nobody who looks at the run waits while its store does. */
    void record(ArchiveOutcome outcome) {
        if (activity().hasEnded()) {
            return;
        }
        activity().moved();
        if (!isCutOff(outcome)) {
            required(() -> log.ended(outcome));
        }
        add(outcome);
    }

    private synchronized void add(ArchiveOutcome outcome) {
        outcomes.add(outcome);
        if (outcome.archive().kind() != ArchiveKind.FALLBACK) {
            outOfReachInARow = outcome.kind() == ArchiveOutcome.Kind.OUT_OF_REACH ? outOfReachInARow + 1 : 0;
        }
        if (outOfReachInARow == OUT_OF_REACH) {
            giveUp("the CFTC is out of reach: " + OUT_OF_REACH + " archives in a row failed, the last because of "
                    + outcome.message() + "; the archives left were not asked for");
        }
    }

    /** Whether the stop has ended the exchange, so that the archive's step is left open: the run resumes with it. */
    private boolean isCutOff(ArchiveOutcome outcome) {
        return isInterrupted() && outcome.kind() == ArchiveOutcome.Kind.OUT_OF_REACH;
    }

    /** Does what no archive can do without: a store that cannot even note what happens will not store weeks. */
    private void required(Runnable need) {
        try {
            need.run();
        } catch (StoreException | UncheckedIOException failure) {
            outOfOrder(Failures.reason(failure));
            throw failure;
        }
    }

    private synchronized void outOfOrder(String reason) {
        outOfOrder = true;
        giveUp(reason);
    }

    /** Lets the archives under way end, and asks for no others. */
    private void giveUp(String reason) {
        if (givenUp.isEmpty()) {
            givenUp = Optional.of(reason);
        }
    }

    @Override
    String label() {
        return "Report run " + id();
    }

    /** Leaves publishing to the next run. */
    @Override
    synchronized void stop() {
        giveUp(ShutdownException.REASON);
        activity().stop();
    }

    synchronized Optional<String> givenUp() {
        return activity().brokenBy().or(() -> givenUp);
    }

    synchronized List<ArchiveOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    void ended() {
        log.finished();
    }

    /** The reports that it is about. */
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
