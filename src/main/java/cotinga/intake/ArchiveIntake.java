package cotinga.intake;

import cotinga.base.Counted;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ReportReader;
import cotinga.report.Week;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ReportRun;
import cotinga.store.weeks.AnswerKind;
import cotinga.store.weeks.ArchiveEdition;
import cotinga.store.weeks.ArchiveLoad;
import cotinga.store.weeks.DownloadKind;
import cotinga.store.weeks.DownloadStore;
import cotinga.store.weeks.LoadResult;
import cotinga.store.weeks.MalformedSink;
import cotinga.store.weeks.SubtypeMixUpException;
import cotinga.store.weeks.WeekSource;
import cotinga.store.weeks.WeekStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in received files: compares them with what is stored, stores their weeks, and archives them. */
public final class ArchiveIntake {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveIntake.class);

    private static final String CHECKED = "check-";

    private final WeekStore weeks;
    private final DownloadStore downloads;
    private final ArchiveFolders folders;
    private final Clock clock;

    public ArchiveIntake(WeekStore weeks, DownloadStore downloads, ArchiveFolders folders, Clock clock) {
        this.weeks = weeks;
        this.downloads = downloads;
        this.folders = folders;
        this.clock = clock;
    }

    /** Parses the weeks of a file. */
    @FunctionalInterface
    interface Content {
        /** Passes on the weeks and the malformed lines; returns how many there were. */
        ReportReader.Tally read(Path file, Consumer<Week> weeks, MalformedSink malformed) throws IOException;
    }

    /** Requires that a file can be used. */
    @FunctionalInterface
    interface Check {
        /** Fails with an {@link ArchiveException} if it cannot be used. */
        void require(Path file) throws IOException;
    }

    /** The path of an archive that is being downloaded. */
    Path incoming(Archive archive) {
        return folders.incoming(archive.fileName());
    }

    /**
     * The digest of a file that a release check received; empty if its content is the stored content. Then the headers of the response
     * are stored with that content.
     *
     * @throws ArchiveException if the file cannot be used
     */
    Optional<String> newContent(Archive archive, ArchiveOrigin origin, InputStream body, Check check)
            throws IOException {
        Path file = folders.toIncoming(CHECKED + archive.fileName());
        try (body) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            check.require(file);
            ArchiveEdition edition = edition(archive, file, origin);
            return downloads.receive(edition).isRead() ? Optional.of(edition.sha256()) : Optional.empty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Stores the incoming file of this archive: all of its weeks or none.
     *
     * @throws ArchiveException if it cannot be used as a whole
     */
    void store(ReportRun run, Archive archive, ArchiveOrigin origin, Content content) throws IOException {
        Path file = incoming(archive);
        ArchiveEdition edition = edition(archive, file, origin);
        AnswerKind kind = downloads.receive(edition);
        if (!kind.isRead()) {
            if (kind == AnswerKind.STORED
                    ? folders.holdsIncoming(archive.fileName())
                    : folders.holds(archive.fileName())) {
                Files.delete(file);
            } else {
                keepFile(file, archive, Optional.empty());
            }
            run.record(ArchiveOutcome.unchanged(archive));
            return;
        }
        run.requireNotEnded();
        List<String> warnings = new ArrayList<>();
        if (edition.isDatedInFuture()) {
            warnings.add("its date " + edition.lastModified()
                    + " is later than its download; the time of the download is used");
        }
        LoadResult result;
        try {
            result = weeks.load(
                    new ArchiveLoad(edition, run.id()), watched(run, file, content, warnings), run::requireActive);
        } catch (SubtypeMixUpException e) {
            throw mixedUp(archive, e);
        }
        keepFile(file, archive, kind == AnswerKind.OLDER ? Optional.of(edition.modifiedAt()) : Optional.empty());
        boolean hasChanged = kind != AnswerKind.STORED_ANEW || result.written() + result.vanished() > 0;
        run.record(
                hasChanged
                        ? ArchiveOutcome.stored(archive, result, edition.bytes(), warnings)
                        : ArchiveOutcome.unchanged(archive));
    }

    /**
     * Reads the weeks of a file. Their load is rolled back if the run ends early.
     *
     * @param warnings receives what an operator should know about the file
     */
    private static WeekSource watched(ReportRun run, Path file, Content content, List<String> warnings) {
        return (weeks, malformed) -> {
            int foreign = content.read(
                            file,
                            week -> {
                                run.requireActive();
                                weeks.accept(week);
                            },
                            (name, line, reason, text) -> {
                                run.requireActive();
                                malformed.accept(name, line, reason, text);
                            })
                    .foreign();
            if (foreign > 0) {
                warnings.add(Counted.of(foreign, "week") + " of report dates that the file is not responsible for");
            }
        };
    }

    private static ArchiveException mixedUp(Archive archive, SubtypeMixUpException mixUp) {
        ArchiveException rejected = new ArchiveException(
                archive.fileName(),
                mixUp.found(),
                "weeks of " + archive.variant().path(),
                "The server has mixed up futures only and combined, in this file or in the other one. Nothing of it was"
                        + " stored; the next check downloads it again.");
        rejected.initCause(mixUp);
        return rejected;
    }

    /**
     * Archives the file of stored weeks. If that fails, the weeks stay stored.
     *
     * @param earlier the date of the file, if a newer edition is stored
     */
    private void keepFile(Path file, Archive archive, Optional<Instant> earlier) {
        try {
            if (earlier.isPresent()) {
                folders.acceptEarlier(archive.fileName(), earlier.get());
            } else {
                folders.accept(archive.fileName());
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: stored, but its file could not be moved and is still at {}: {}",
                    archive.label(),
                    file,
                    e.toString());
        }
    }

    private ArchiveEdition edition(Archive archive, Path file, ArchiveOrigin origin) throws IOException {
        return new ArchiveEdition(
                archive.variant(),
                DownloadKind.valueOf(archive.kind().name()),
                archive.path(),
                archive.firstYear(),
                archive.lastYear(),
                archive.fileName(),
                origin.url(),
                origin.etag(),
                origin.lastModified(),
                Sha256.of(file),
                Files.size(file),
                clock.instant());
    }
}
