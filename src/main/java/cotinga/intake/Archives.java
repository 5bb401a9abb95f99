package cotinga.intake;

import cotinga.base.Excerpt;
import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.run.ArchiveOutcome;
import cotinga.run.ArchiveOutcome.Kind;
import cotinga.run.Failures;
import cotinga.run.ReportRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archives of a run and their outcomes. */
public final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private static final int FORBIDDEN = 403;

    private final ArchiveValidators validators;
    private final ArchiveContent content;
    private final ArchiveIntake intake;
    private final ArchiveFolders folders;
    private final Clock clock;

    /** @param clock in the time zone of the CFTC */
    public Archives(
            ArchiveValidators validators,
            ArchiveContent content,
            ArchiveIntake intake,
            ArchiveFolders folders,
            Clock clock) {
        this.validators = validators;
        this.content = content;
        this.intake = intake;
        this.folders = folders;
        this.clock = clock;
    }

    /** Begins an archive; fails if there is too little disk space. */
    public void begin(ReportRun run, Archive archive) {
        run.begin(archive, folders::requireFreeSpace);
    }

    /** The CFTC responded that the stored content is the newest. */
    public void unchanged(ReportRun run, Archive archive) {
        validators.confirm(archive);
        run.record(ArchiveOutcome.unchanged(archive));
    }

    /** A release check found that the stored content is the newest. */
    void confirm(Archive archive) {
        validators.confirm(archive);
    }

    /**
     * The digest of a file that a release check received; empty if its content is the stored content.
     *
     * @throws ArchiveException if it is a web page instead of a file, or too large
     */
    Optional<String> newContent(Archive archive, Map<String, Object> headers, InputStream body) throws IOException {
        return intake.newContent(
                archive,
                ArchiveOrigin.of(validators.url(archive), headers),
                body,
                file -> content.require(archive, file));
    }

    /** The CFTC responded that it does not have the file. */
    public void absent(ReportRun run, Archive archive) {
        run.record(ArchiveOutcome.absent(archive, archive.absenceIsNormal(LocalDate.now(clock))));
    }

    /** The archive could not be downloaded or used. */
    public void failed(ReportRun run, Archive archive, Exception failure) throws IOException {
        Failures.abortReason(failure).ifPresent(reason -> {
            LOG.error("Report run {} is aborted at {}: {}", run.id(), archive.label(), reason, failure);
            run.abort(reason);
        });
        run.interruptedBy(failure);
        Kind kind = folders.hasFreeSpace() ? Failures.kind(failure) : Kind.LOCAL_FAILURE;
        if (kind == Kind.LOCAL_FAILURE || Failures.isAbandoned(failure)) {
            folders.discard(archive.fileName());
        } else {
            folders.reject(archive.fileName());
        }
        run.record(ArchiveOutcome.failed(archive, kind, failure));
    }

    /** The CFTC responded with an error status. */
    public void failedWithStatus(ReportRun run, Archive archive, int status) {
        String remedy = status == FORBIDDEN
                ? "The CFTC and some proxies reject certain networks and programs. Open " + validators.url(archive)
                        + " in a browser on this machine."
                : "The next run requests it again.";
        run.record(ArchiveOutcome.failed(
                archive,
                Kind.UNREACHABLE,
                new IOException("found status " + status + ", expected the file. " + remedy)));
    }

    /**
     * Stores a downloaded archive: all of its weeks or none.
     *
     * @param headers of the CFTC's response
     * @throws ArchiveException if it cannot be used as a whole
     */
    public void store(ReportRun run, Archive archive, Map<String, Object> headers) throws IOException {
        store(run, archive, ArchiveOrigin.of(validators.url(archive), headers));
    }

    /**
     * Stores a copy of a file of the inbox: all of its weeks or none. The modification time of the file is used as its
     * {@code Last-Modified}.
     *
     * @param original the file in the inbox
     * @throws ArchiveException if it cannot be used as a whole
     */
    public void storeCopy(ReportRun run, Archive archive, Path original) throws IOException {
        begin(run, archive);
        Files.copy(original, folders.toIncoming(archive.fileName()), StandardCopyOption.REPLACE_EXISTING);
        store(run, archive, new ArchiveOrigin("inbox:" + Excerpt.name(original), null, lastModified(original)));
    }

    private void store(ReportRun run, Archive archive, ArchiveOrigin origin) throws IOException {
        intake.store(run, archive, origin, (file, weeks, malformed) -> content.read(archive, file, weeks, malformed));
    }

    private static String lastModified(Path file) throws IOException {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
    }
}
