package cotinga;

import cotinga.base.Counted;
import cotinga.publication.ExportFolder;
import cotinga.settings.Settings;
import cotinga.store.runs.RunKind;
import cotinga.store.weeks.DerivedReleases;
import cotinga.upkeep.Leftovers;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What earlier processes, other builds and other instances have left in the stores. Each step is one of the start-up. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final StoreBeans stores;
    private final DataFiles files;
    private final Settings settings;
    private final boolean service;

    Recovery(StoreBeans stores, DataFiles files, Settings settings, boolean service) {
        this.stores = stores;
        this.files = files;
        this.settings = settings;
        this.service = service;
    }

    /** All steps, when this instance takes over from another one. */
    void all() {
        removeLeftovers();
        updateRecords();
        endInterruptedRuns();
    }

    /** Archives or removes the incomplete files of a killed process. The records of other builds must not be reset yet. */
    void removeLeftovers() {
        new Leftovers(stores.archiveFolders(), stores.downloads()).cleanUp();
        stores.exportFolder().ifPresent(ExportFolder::removeUnfinished);
        stores.backups().removeUnfinished();
    }

    /** Updates the records that depend on the build or on its release calendar. */
    void updateRecords() {
        int moved = new DerivedReleases(stores.database())
                .follow(files.build() + " " + files.releases().digest(), files.releases()::publishedAt);
        if (moved > 0) {
            LOG.info(
                    "Updated the publication times of {}: the release calendar has changed", Counted.of(moved, "week"));
        }
        if (stores.downloads().resetAfterAnotherBuild(files.build())) {
            LOG.info("Another build has parsed the stored archives; each is parsed again once");
        }
    }

    /** Ends the interrupted runs that do not resume. Without {@code cotinga.run.on-start}, a service resumes none. */
    void endInterruptedRuns() {
        stores.interruptedRuns().endAllBut(resumable());
    }

    private Set<RunKind> resumable() {
        if (service && !settings.runOnStart()) {
            return Set.of();
        }
        return settings.prices().enabled() ? Set.of(RunKind.values()) : Set.of(RunKind.REPORTS);
    }
}
