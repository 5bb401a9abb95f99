package cotinga.upkeep;

import cotinga.base.FolderFiles;
import cotinga.base.Sha256;
import cotinga.intake.ArchiveFolders;
import cotinga.store.weeks.Download;
import cotinga.store.weeks.DownloadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The incomplete downloads of a killed process. */
public final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final ArchiveFolders folders;
    private final DownloadStore downloads;

    public Leftovers(ArchiveFolders folders, DownloadStore downloads) {
        this.folders = folders;
        this.downloads = downloads;
    }

    /** Archives the downloads whose weeks are stored, and removes all others. */
    public void cleanUp() {
        for (Path file : folders.unfinished()) {
            String name = file.getFileName().toString();
            try {
                String digest = Sha256.of(file);
                Optional<Download> stored = downloads.ofFile(name, digest);
                Optional<Instant> older = stored.flatMap(download -> download.olderAnswer(digest));
                if (older.isPresent()) {
                    folders.acceptEarlier(name, older.get());
                    LOG.info("{}: was stored before the process ended; archived as an earlier edition", name);
                } else if (stored.isPresent()) {
                    folders.accept(name);
                    LOG.info("{}: was stored before the process ended; archived as the newest edition", name);
                } else {
                    FolderFiles.remove(file);
                    LOG.info("{}: was not stored before the process ended; removed", name);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the incomplete download " + file + " can be neither archived nor removed; delete it", e);
            }
        }
    }
}
