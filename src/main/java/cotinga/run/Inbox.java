package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.ArchiveKind;
import cotinga.cftc.ArchiveName;
import cotinga.report.Excerpt;
import cotinga.report.ReportVariant;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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

    private static final String DONE = "done";
    private static final String REJECTED = "rejected";
    private static final String REASON = ".reason.txt";
    private static final String AGAIN = " and copy the file into the inbox again.";
    private static final char REPLACED = '\uFFFD';
    private static final String NO_NAME =
            "its name has characters that the locale of this process cannot represent; rename it, or restart Cotinga with"
                    + " LC_ALL=C.UTF-8";
    private static final int MOST_REPORTED = 10_000;
    private static final int LONGEST_NAME = 180;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Set<ReportVariant> variants;
    private final HistoryYears years;
    private final Clock clock;
    private final Settling settling;
    private final Map<Path, Stay> stays = new ConcurrentHashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * A file that stays in the inbox.
     *
     * @param bytes its size
     * @param changedAt its modification time
     * @param pause the time between the last attempt and the next one
     * @param until the time of the next attempt; {@link Instant#MAX} if there is none unless the file changes
     */
    private record Stay(long bytes, Instant changedAt, Duration pause, Instant until) {
        boolean isOf(Path file) throws IOException {
            return Files.size(file) == bytes
                    && Files.getLastModifiedTime(file).toInstant().equals(changedAt);
        }
    }

    /**
     * Creates the inbox.
     *
     * @param variants the reports to load
     * @param years the history to store
     * @param settle how long a file must be unchanged before it is loaded
     * @param clock in the time zone of the CFTC
     */
    public Inbox(Path directory, Set<ReportVariant> variants, HistoryYears years, Duration settle, Clock clock) {
        this.directory = directory;
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
            Stay stay = stays.get(file);
            return (stay == null || !stay.isOf(file) || !clock.instant().isBefore(stay.until()))
                    && settling.isOver(file);
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
        return removeBefore(directory.resolve(DONE), moment) + removeBefore(directory.resolve(REJECTED), moment);
    }

    private static int removeBefore(Path folder, Instant moment) {
        return (int) ArchiveFolders.files(folder).stream()
                .filter(file -> processedAt(file).isBefore(moment))
                .filter(ArchiveFolders::remove)
                .count();
    }

    /** The time of the move. A moved file keeps its modification time, so the change time of its inode is used where there is one. */
    private static Instant processedAt(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant()
                    : Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("the change time of " + file + " cannot be read", e);
        }
    }

    private void moveToDone(Path file, String message) {
        try {
            Path target = target(file, DONE);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            stays.remove(file);
            LOG.info("{}: {}; moved to {}", Excerpt.name(file), message, target.getParent());
        } catch (IOException e) {
            stayForGood(file, "loaded (" + message + ")", DONE, e);
        }
    }

    private void reject(Path file, String reason) {
        try {
            Path target = target(file, REJECTED);
            Files.writeString(
                    target.resolveSibling(target.getFileName() + REASON), reason + "\n", StandardCharsets.UTF_8);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            stays.remove(file);
            LOG.warn("{}: rejected, moved to {}: {}", Excerpt.name(file), target.getParent(), reason);
        } catch (IOException e) {
            stayForGood(file, "rejected (" + reason + ")", REJECTED, e);
        }
    }

    private void retryLater(Path file, String reason) {
        Stay before = stays.get(file);
        Duration doubled = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        stay(file, pause, clock.instant().plus(pause));
        LOG.warn("{}: stays in the inbox and is retried in {} min: {}", Excerpt.name(file), pause.toMinutes(), reason);
    }

    private void stayForGood(Path file, String result, String folder, IOException failure) {
        stay(file, Duration.ZERO, Instant.MAX);
        LOG.error(
                "{}: {}, but the file cannot be moved to {}: {}. It stays in the inbox and is not loaded again unless it changes."
                        + " Give Cotinga write access to this folder, and move the file there",
                Excerpt.name(file),
                result,
                directory.resolve(folder),
                failure.toString());
    }

    private void stay(Path file, Duration pause, Instant until) {
        stays.keySet().removeIf(Files::notExists);
        try {
            stays.put(
                    file,
                    new Stay(Files.size(file), Files.getLastModifiedTime(file).toInstant(), pause, until));
        } catch (IOException e) {
            LOG.warn("{}: was removed from the inbox meanwhile: {}", Excerpt.name(file), e.toString());
        }
    }

    /** A name that stays below 255 bytes, the limit of file systems, when a time and a suffix are added. */
    private static String shortened(String name) {
        String stem = name;
        String suffix = "";
        int dot = name.lastIndexOf('.');
        if (dot > 0 && name.length() - dot <= 10) {
            stem = name.substring(0, dot);
            suffix = name.substring(dot);
        }
        while (stem.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + suffix;
    }

    /** The target of a move. An existing file of the same name is kept: the new one gets a time in its name. */
    private Path target(Path file, String folder) throws IOException {
        String name = shortened(String.valueOf(file.getFileName()));
        Path target = Files.createDirectories(directory.resolve(folder)).resolve(name);
        if (!Files.exists(target)) {
            return target;
        }
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(stem + "-" + MOMENT.format(clock.instant()) + suffix);
    }
}
