package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One execution of the report schedule: which archives it asks for, in three rounds, and what became of each. */
public final class ReportRun {
    private final long id;
    private final Instant startedAt;
    private final Set<ReportVariant> variants;
    private final int firstYear;
    private final int lastYear;
    private final Progress progress;
    private final Consumer<ArchiveOutcome> recorder;
    private final List<ArchiveOutcome> outcomes = new ArrayList<>();

    /** @param recorder keeps each outcome for good */
    ReportRun(
            long id,
            Instant startedAt,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            Progress progress,
            Consumer<ArchiveOutcome> recorder) {
        this.id = id;
        this.startedAt = startedAt;
        this.variants = variants;
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        this.progress = progress;
        this.recorder = recorder;
        progress.plan(yearly().size() + variants.size());
    }

    public long id() {
        return id;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** The first round: a zip for every variant and year. */
    public List<Archive> yearlyArchives() {
        return yearly();
    }

    /** The second round: the bundles that hold the old years whose own zip is missing. */
    public List<Archive> bundles() {
        List<Archive> bundles = ArchivePlan.bundles(missingYearly());
        progress.plan(bundles.size());
        return bundles;
    }

    /** The last round: the current week of every variant. */
    public List<Archive> weeklyArchives() {
        return ArchivePlan.weekly(variants);
    }

    /** Notes what became of an archive. */
    void record(ArchiveOutcome outcome) {
        synchronized (outcomes) {
            outcomes.add(outcome);
        }
        recorder.accept(outcome);
        progress.stepDone(outcome.archive().label());
    }

    List<ArchiveOutcome> outcomes() {
        synchronized (outcomes) {
            return List.copyOf(outcomes);
        }
    }

    public Progress progress() {
        return progress;
    }

    private List<Archive> yearly() {
        return ArchivePlan.yearly(variants, firstYear, lastYear);
    }

    private List<Archive> missingYearly() {
        return outcomes().stream()
                .filter(outcome ->
                        outcome.kind() == ArchiveOutcome.Kind.NOT_YET || outcome.kind() == ArchiveOutcome.Kind.MISSING)
                .map(ArchiveOutcome::archive)
                .toList();
    }
}
