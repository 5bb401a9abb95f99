package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.report.ReportVariant;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.DownloadStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The history of reports to store, and which of its archives are stored. */
public final class StoredHistory {
    private final DownloadStore downloads;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final Clock clock;

    /**
     * @param variants the reports to store
     * @param clock in the time zone of the CFTC
     */
    public StoredHistory(DownloadStore downloads, Set<ReportVariant> variants, HistoryYears years, Clock clock) {
        this.downloads = downloads;
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.clock = clock;
    }

    /** The plan of a run with this scope, without the archives that it completed before. */
    RunPlan plan(RunScope scope, Set<String> done) {
        LocalDate today = today();
        return new RunPlan(scope, variants, years.first(today), years.last(today), done);
    }

    /** Whether a year, or the rest of a year, must be loaded that no stored bundle contains. */
    boolean isIncomplete() {
        RunScope bundled = RunScope.fullCheck(
                today(),
                storedBundles()
                        .filter(bundle -> !bundle.isForgotten())
                        .map(StoredHistory::bundle)
                        .toList());
        return Stream.concat(
                        archivesToRead().stream(), yearlyArchives().stream().filter(Archive::isPartOfYear))
                .anyMatch(archive -> !bundled.isBundled(archive));
    }

    /** The scope of a scheduled run today: a full check, or everything if an old year, or a part of one, was never stored. */
    RunScope scopeOfSchedule() {
        LocalDate today = today();
        RunScope fullCheck = RunScope.fullCheck(today, bundles());
        boolean hasHole =
                ArchivePlan.yearly(variants, years.first(today), Math.min(years.last(today), Archive.LAST_BUNDLED_YEAR))
                        .stream()
                        .filter(archive -> !fullCheck.isBundled(archive))
                        .anyMatch(archive ->
                                archive.isPartOfYear() || download(archive).isEmpty());
        return hasHole ? RunScope.everything() : fullCheck;
    }

    /** The bundles whose weeks are stored. */
    List<Archive> bundles() {
        return storedBundles().map(StoredHistory::bundle).toList();
    }

    /** Those of the completed archives that need not be parsed again, by their labels. */
    Set<String> stillDone(Set<String> completed) {
        Set<String> done = new HashSet<>(completed);
        archivesToRead().forEach(archive -> done.remove(archive.label()));
        downloads.bundles().stream()
                .filter(Download::isForgotten)
                .forEach(bundle -> done.remove(bundle(bundle).label()));
        return done;
    }

    /** Makes the next run request and parse every archive again. */
    void readAgain() {
        downloads.removeClaims();
    }

    /** The yearly archives of the history that were never stored, or that must be parsed again. */
    private List<Archive> archivesToRead() {
        return yearlyArchives().stream()
                .filter(archive -> download(archive).map(Download::isForgotten).orElse(true))
                .toList();
    }

    /** The yearly archives of the history. */
    private List<Archive> yearlyArchives() {
        LocalDate today = today();
        return ArchivePlan.yearly(variants, years.first(today), years.last(today));
    }

    private Stream<Download> storedBundles() {
        int first = years.first(today());
        return downloads.bundles().stream().filter(bundle -> bundle.edition().firstYear() >= first);
    }

    private Optional<Download> download(Archive archive) {
        return downloads.find(archive.path(), archive.firstYear(), archive.lastYear());
    }

    private static Archive bundle(Download bundle) {
        return Archive.bundle(
                bundle.edition().variant(),
                bundle.edition().firstYear(),
                bundle.edition().lastYear());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
