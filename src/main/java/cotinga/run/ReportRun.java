package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One execution of the report schedule: which archives it asks for, in three rounds, and what became of each. What is newest comes
 * first. It gives up when it is told to stop, or when the upstream is out of reach for several archives in a row.
 */
public final class ReportRun {
    private static final int OUT_OF_REACH = 6;

    private final long id;
    private final String cause;
    private final Instant startedAt;
    private final Set<ReportVariant> variants;
    private final int firstYear;
    private final int lastYear;
    private final boolean forced;
    private final RunLog log;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();
    private int outOfReachInARow;
    private Optional<String> givenUp = Optional.empty();
    private boolean stopped;

    /**
     * @param forced whether everything is read and published again, news or not
     * @param log keeps what happens for good
     */
    ReportRun(
            long id,
            String cause,
            Instant startedAt,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            boolean forced,
            RunLog log) {
        this.id = id;
        this.cause = cause;
        this.startedAt = startedAt;
        this.variants = variants;
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        this.forced = forced;
        this.log = log;
        log.planned(weeklyArchives());
        log.planned(yearlyArchives());
    }

    public long id() {
        return id;
    }

    /** The first round: the current week of every variant. */
    public List<Archive> weeklyArchives() {
        return ArchivePlan.weekly(variants);
    }

    /** The second round: a zip for every variant and year, the newest year first. */
    public List<Archive> yearlyArchives() {
        return ArchivePlan.yearly(variants, firstYear, lastYear).stream()
                .sorted(Comparator.comparingInt(Archive::lastYear).reversed())
                .toList();
    }

    /** The last round: the bundles that hold the old years whose own zip is missing. */
    public List<Archive> bundles() {
        List<Archive> bundles = ArchivePlan.bundles(missingYearly());
        log.planned(bundles);
        return bundles;
    }

    /** Whether archives are still to be asked for. */
    public synchronized boolean isGoingOn() {
        return givenUp.isEmpty();
    }

    /** Whether everything is read and published again, news or not. */
    public boolean isForced() {
        return forced;
    }

    /** How far it is. */
    Progress.Figures progress() {
        return log.progress();
    }

    /** Whether the application was told to stop: nothing new is begun. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** The turn of an archive begins. */
    void begin(Archive archive) {
        log.started(archive);
    }

    /** Notes what became of an archive. */
    synchronized void record(ArchiveOutcome outcome) {
        log.ended(outcome);
        outcomes.add(outcome);
        outOfReachInARow = outcome.kind() == ArchiveOutcome.Kind.OUT_OF_REACH ? outOfReachInARow + 1 : 0;
        if (outOfReachInARow == OUT_OF_REACH) {
            giveUp("the CFTC is out of reach: " + OUT_OF_REACH + " archives in a row failed, the last because of "
                    + outcome.message() + "; the archives left were not asked for");
        }
    }

    /** Lets the archives under way end, and asks for no others. */
    private void giveUp(String reason) {
        if (givenUp.isEmpty()) {
            givenUp = Optional.of(reason);
        }
    }

    /** Ends soon, and leaves publishing to the next run. */
    synchronized void stop() {
        stopped = true;
        giveUp("the application was told to stop");
    }

    synchronized Optional<String> givenUp() {
        return givenUp;
    }

    synchronized List<ArchiveOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    void ended() {
        log.finished();
    }

    String cause() {
        return cause;
    }

    Instant startedAt() {
        return startedAt;
    }

    private List<Archive> missingYearly() {
        return outcomes().stream()
                .filter(outcome ->
                        outcome.kind() == ArchiveOutcome.Kind.NOT_YET || outcome.kind() == ArchiveOutcome.Kind.MISSING)
                .map(ArchiveOutcome::archive)
                .toList();
    }
}
