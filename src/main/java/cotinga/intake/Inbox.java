package cotinga.intake;

import cotinga.base.Excerpt;
import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchiveName;
import cotinga.report.ReportVariant;
import cotinga.run.ArchiveOutcome;
import cotinga.run.Failures;
import cotinga.run.HistoryYears;
import cotinga.run.RunSummary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for files of the CFTC that someone copies there. The inbox recognizes the archive by the name of the file, and moves the file
 * after its load. After a local failure the file stays and is retried.
 */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final String AGAIN = " and copy the file into the inbox again.";
    private static final char REPLACED = '\uFFFD';
    private static final String NO_NAME =
            "its name has characters that the locale of this process cannot represent; rename it, or restart Cotinga with"
                    + " LC_ALL=C.UTF-8";
    private static final int MOST_REPORTED = 10_000;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final InboxFolders folders;
    private final InboxStays stays;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final Clock clock;
    private final Settling settling;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * Creates the inbox.
     *
     * @param variants the reports to load
     * @param years the history to store
     * @param settle how long a file must be unchanged before it is loaded
     * @param clock in the time zone of the CFTC
     */
    public Inbox(Path directory, Set<ReportVariant> variants, HistoryYears years, Duration settle, Clock clock) {
        this.folders = new InboxFolders(directory, clock);
        this.stays = new InboxStays(clock);
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.settling = new Settling(settle, System::nanoTime);
        this.clock = clock;
    }

    /**
     * Whether a file can be loaded now: it is complete, and it is new, has changed or is due for a retry. An entry that is not a regular
     * file, or whose name cannot be used, is skipped.
     *
     * @param path as listed in the folder
     */
    public boolean isReady(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                if (path.indexOf(REPLACED) >= 0) {
                    skip(path, NO_NAME);
                } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    skip(path, "it is not a regular file");
                }
                return false;
            }
            return stays.isDue(file) && settling.isOver(file);
        } catch (InvalidPathException notWritten) {
            skip(path, NO_NAME);
            return false;
        } catch (IOException unreadable) {
            skip(path, unreadable.toString());
            return false;
        }
    }

    /** Logs once that an entry of the inbox is skipped. */
    private void skip(String path, String reason) {
        if (isReportedFirst(path)) {
            LOG.warn(
                    "{}: skipped, it stays in the inbox: {}",
                    Excerpt.name(path.substring(path.lastIndexOf(File.separatorChar) + 1)),
                    reason);
        }
    }

    private boolean isReportedFirst(String subject) {
        return reported.size() < MOST_REPORTED && reported.add(subject);
    }

    /** The path of a file in the inbox. Warns if the file is dated in the future. */
    public Path file(String path) {
        Path file = Path.of(path);
        try {
            warnOfFuture(file, Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            LOG.warn("{}: cannot read its modification time: {}", Excerpt.name(file), e.toString());
        }
        return file;
    }

    private void warnOfFuture(Path file, Instant changedAt) {
        if (changedAt.isAfter(clock.instant().plus(TOLERANCE)) && isReportedFirst(file + " of " + changedAt)) {
            LOG.warn(
                    "{}: found the date {}, which is in the future, expected a date up to now. The file is loaded nevertheless;"
                            + " check the clock of the machine that wrote it",
                    Excerpt.name(file),
                    changedAt);
        }
    }

    /**
     * The archive that a file contains, by its name.
     *
     * @throws ArchiveException if the name is unknown, or the archive is outside of the settings
     */
    public Archive archive(Path file) throws ArchiveException {
        String fileName = String.valueOf(file.getFileName());
        LocalDate today = LocalDate.now(clock);
        Archive archive = ArchiveName.archive(fileName, years.first(today), years.last(today));
        if (!variants.contains(archive.variant())) {
            throw new ArchiveException(
                    fileName,
                    "a file of " + archive.variant().path(),
                    "one of "
                            + variants.stream()
                                    .map(ReportVariant::path)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "Add the report to cotinga.cftc.variants," + AGAIN);
        }
        if (archive.kind() == ArchiveKind.YEARLY
                && (archive.firstYear() < years.first(today) || archive.lastYear() > years.last(today))) {
            throw new ArchiveException(
                    fileName,
                    "weeks of " + archive.firstYear(),
                    "a year from " + years.first(today) + " to " + years.last(today),
                    "Set cotinga.cftc.first-year and cotinga.cftc.last-year so that they include the year," + AGAIN);
        }
        return archive;
    }

    /**
     * Moves a file after its run: to {@code done}, or to {@code rejected} with the reason beside it. After a local failure the file stays
     * in the inbox and is retried later. A file that cannot be moved stays until it changes.
     *
     * @param path the file in the inbox
     * @param run the summary of its run
     */
    public void complete(Path path, RunSummary run) {
        List<ArchiveOutcome> outcomes = run.outcomes();
        if (outcomes.isEmpty()) {
            retryLater(
                    path,
                    "its run ended before it was loaded"
                            + run.failures().stream()
                                    .map(why -> ": " + why)
                                    .findFirst()
                                    .orElse(""));
            return;
        }
        ArchiveOutcome outcome = outcomes.get(0);
        switch (outcome.kind()) {
            case STORED, UNCHANGED, NOT_YET -> moveToDone(path, outcome.message());
            case MISSING, FAILED -> reject(path, outcome.message());
            case UNREACHABLE, LOCAL_FAILURE -> retryLater(path, outcome.message());
        }
    }

    /** Moves a file that cannot be used to {@code rejected}, with the reason beside it. */
    public void reject(Path file, Exception failure) {
        reject(file, Failures.reason(failure));
    }

    /** Keeps a file in the inbox after a failure that does not concern its content. It is retried with exponential back-off. */
    public void retryLater(Path file, Exception failure) {
        retryLater(file, Failures.reason(failure));
    }

    /**
     * Removes files that were moved to {@code done} or {@code rejected} before a moment, with their reasons.
     *
     * @return how many
     */
    public int removeProcessedBefore(Instant moment) {
        return folders.removeProcessedBefore(moment);
    }

    private void moveToDone(Path file, String message) {
        try {
            Path folder = folders.moveToDone(file);
            stays.end(file);
            LOG.info("{}: {}; moved to {}", Excerpt.name(file), message, folder);
        } catch (IOException e) {
            stayForGood(file, "loaded (" + message + ")", InboxFolders.DONE, e);
        }
    }

    private void reject(Path file, String reason) {
        try {
            Path folder = folders.moveToRejected(file, reason);
            stays.end(file);
            LOG.warn("{}: rejected, moved to {}: {}", Excerpt.name(file), folder, reason);
        } catch (IOException e) {
            stayForGood(file, "rejected (" + reason + ")", InboxFolders.REJECTED, e);
        }
    }

    private void retryLater(Path file, String reason) {
        Duration pause = stays.retryLater(file);
        LOG.warn("{}: stays in the inbox and is retried in {} min: {}", Excerpt.name(file), pause.toMinutes(), reason);
    }

    private void stayForGood(Path file, String result, String folder, IOException failure) {
        stays.untilItChanges(file);
        LOG.error(
                "{}: {}, but the file cannot be moved to {}: {}. It stays in the inbox and is not loaded again unless it changes."
                        + " Give Cotinga write access to this folder, and move the file there",
                Excerpt.name(file),
                result,
                folders.folder(folder),
                failure.toString());
    }
}
