package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import cotinga.store.StoreException;
import java.io.UncheckedIOException;
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
    private final Set<String> doneBefore;
    private final RunLog log;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();
    private int outOfReachInARow;
    private Optional<String> givenUp = Optional.empty();
    private boolean stopped;

    /**
     * A run.
     *
     * @param doneBefore the labels of the archives that need not be asked for, as the run had them before it was interrupted
     * @param log keeps what happens for good
     */
    ReportRun(
            long id,
            String cause,
            Instant startedAt,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            Set<String> doneBefore,
            RunLog log) {
        this.id = id;
        this.cause = cause;
        this.startedAt = startedAt;
        this.variants = variants;
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        this.doneBefore = Set.copyOf(doneBefore);
        this.log = log;
        log.planned(weeklyArchives());
        log.planned(yearlyArchives());
        log.plannedPublication();
    }

    public long id() {
        return id;
    }

    /** The first round: the current week of every variant. */
    public List<Archive> weeklyArchives() {
        return left(ArchivePlan.weekly(variants));
    }

    /** The second round: a zip for every variant and year, the newest year first. */
    public List<Archive> yearlyArchives() {
        return left(ArchivePlan.yearly(variants, firstYear, lastYear).stream()
                .sorted(Comparator.comparingInt(Archive::lastYear).reversed())
                .toList());
    }

    /** The last round: the bundles that hold the old years whose own zip is missing. */
    public List<Archive> bundles() {
        List<Archive> bundles = left(ArchivePlan.bundles(missingYearly()));
        log.planned(bundles);
        return bundles;
    }

    /** Whether archives are still to be asked for. */
    public synchronized boolean isGoingOn() {
        return givenUp.isEmpty();
    }

    /** Whether the application was told to stop: nothing new is begun. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /**
     * The turn of an archive begins.
     *
     * @param room throws when there is too little room for archives
     */
    void begin(Archive archive, Runnable room) {
        required(room);
        required(() -> log.started(archive));
    }

    /** Notes what became of an archive. */
    synchronized void record(ArchiveOutcome outcome) {
        required(() -> log.ended(outcome));
        outcomes.add(outcome);
        outOfReachInARow = outcome.kind() == ArchiveOutcome.Kind.OUT_OF_REACH ? outOfReachInARow + 1 : 0;
        if (outOfReachInARow == OUT_OF_REACH) {
            giveUp("the CFTC is out of reach: " + OUT_OF_REACH + " archives in a row failed, the last because of "
                    + outcome.message() + "; the archives left were not asked for");
        }
    }

    /** Does what no archive can do without: a store that cannot even note what happens will not store weeks. */
    private synchronized void required(Runnable need) {
        try {
            need.run();
        } catch (StoreException | UncheckedIOException outOfOrder) {
            giveUp(Failures.reason(outOfOrder));
            throw outOfOrder;
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
