package cotinga.run;

import cotinga.report.Sha256;
import cotinga.store.Download;
import cotinga.store.DownloadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The downloads that a dead process left under way. */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final ArchiveFolders folders;
    private final DownloadStore downloads;

    public Leftovers(ArchiveFolders folders, DownloadStore downloads) {
        this.folders = folders;
        this.downloads = downloads;
    }

    /** Keeps those whose weeks are stored among the accepted ones, and removes all others. */
    public void cleanUp() {
        for (Path file : folders.unfinished()) {
            String name = file.getFileName().toString();
            try {
                String digest = Sha256.of(file);
                Optional<Download> stored = downloads.ofFile(name, digest);
                Optional<Instant> older = stored.flatMap(download -> download.olderAnswer(digest));
                if (older.isPresent()) {
                    folders.acceptEarlier(name, older.get());
                    LOG.info("{}: stored before the process ended; kept as an earlier edition", name);
                } else if (stored.isPresent()) {
                    folders.accept(name);
                    LOG.info("{}: stored before the process ended; kept as the newest edition", name);
                } else {
                    ArchiveFolders.remove(file);
                    LOG.info("{}: not stored before the process ended; removed", name);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be swept; remove it by hand", e);
            }
        }
    }
}
