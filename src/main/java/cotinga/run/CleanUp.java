package cotinga.run;

import cotinga.store.DownloadStore;
import cotinga.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is kept for a time only. */
public final class CleanUp {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    private final RunStore runs;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final Inbox inbox;
    private final Duration keepRuns;
    private final Duration keepArchives;
    private final Clock clock;

    /**
     * Clean-ups.
     *
     * @param keepRuns for how long the records of runs and downloads, refused downloads, and files of the inbox are kept
     * @param keepArchives for how long an edition of an archive is kept after a newer one came
     */
    public CleanUp(
            RunStore runs,
            DownloadStore downloads,
            ArchiveFolders folders,
            Inbox inbox,
            Duration keepRuns,
            Duration keepArchives,
            Clock clock) {
        this.runs = runs;
        this.downloads = downloads;
        this.folders = folders;
        this.inbox = inbox;
        this.keepRuns = keepRuns;
        this.keepArchives = keepArchives;
        this.clock = clock;
    }

    /** Forgets old runs, but never the newest of a kind. */
    public void removeRunRecords() {
        logRemoved("run records", runs.deleteBefore(before(keepRuns)), keepRuns);
    }

    /** Forgets old downloads that no week refers to any more. */
    public void removeDownloadRecords() {
        logRemoved("records of downloads", downloads.deleteRetiredBefore(before(keepRuns)), keepRuns);
    }

    /** Removes files of the inbox that were put away long ago. */
    public void removeInboxFiles() {
        logRemoved("files that were put away from the inbox", inbox.removeProcessedBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old refused downloads. */
    public void removeRejectedDownloads() {
        logRemoved("refused downloads", folders.removeRejectedBefore(before(keepRuns)), keepRuns);
    }

    /** Removes old earlier editions of archives. */
    public void removeEarlierArchives() {
        logRemoved("earlier editions of archives", folders.removeEarlierBefore(before(keepArchives)), keepArchives);
    }

    private Instant before(Duration keep) {
        return clock.instant().minus(keep);
    }

    private static void logRemoved(String what, int removed, Duration keep) {
        if (removed > 0) {
            LOG.info("{} {} older than {} days removed", removed, what, keep.toDays());
        }
    }
}
