package cotinga.upkeep;

import cotinga.base.Counted;
import cotinga.base.TimeSpan;
import cotinga.intake.ArchiveFolders;
import cotinga.intake.Inbox;
import cotinga.store.alerts.AlertStore;
import cotinga.store.runs.RunStore;
import cotinga.store.weeks.DownloadStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes records and files whose retention has ended. */
public final class CleanUp {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    private final RunStore runs;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final Inbox inbox;
    private final AlertStore alerts;
    private final Duration keepRuns;
    private final Duration keepArchives;
    private final Clock clock;

    /**
     * Creates the clean-up.
     *
     * @param keepRuns the retention of run records, download records, rejected downloads, files moved out of the inbox and
     *     alerts of watchlists
     * @param keepArchives the retention of an archive edition after a newer one was stored
     */
    public CleanUp(
            RunStore runs,
            DownloadStore downloads,
            ArchiveFolders folders,
            Inbox inbox,
            AlertStore alerts,
            Duration keepRuns,
            Duration keepArchives,
            Clock clock) {
        this.runs = runs;
        this.downloads = downloads;
        this.folders = folders;
        this.inbox = inbox;
        this.alerts = alerts;
        this.keepRuns = keepRuns;
        this.keepArchives = keepArchives;
        this.clock = clock;
    }

    /** Removes old run records, but never the newest of a kind. */
    public void removeRunRecords() {
        logRemoved("run record", runs.deleteBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old download records that no week refers to. */
    public void removeDownloadRecords() {
        logRemoved("download record", downloads.deleteRetiredBefore(before(keepRuns)), keepRuns);
    }

    /** Removes files that were moved out of the inbox long ago. */
    public void removeInboxFiles() {
        logRemoved("processed inbox file", inbox.removeProcessedBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old alerts of watchlists. */
    public void removeAlerts() {
        logRemoved("watchlist alert", alerts.deleteBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old rejected downloads. */
    public void removeRejectedDownloads() {
        logRemoved("rejected download", folders.removeRejectedBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old earlier editions of archives. */
    public void removeEarlierArchives() {
        logRemoved("earlier archive edition", folders.removeEarlierBefore(before(keepArchives)), keepArchives);
    }

    private Instant before(Duration keep) {
        return clock.instant().minus(keep);
    }

    private static void logRemoved(String noun, int removed, Duration keep) {
        if (removed > 0) {
            LOG.info("Removed {} older than {}", Counted.of(removed, noun), TimeSpan.text(keep));
        }
    }
}
