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
 * The folder for files of the CFTC that someone puts there by hand: which archive one is, where it goes when it was read, and which
 * ones stay, because something else than the file is out of order.
 */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final String DONE = "done";
    private static final String REFUSED = "refused";
    private static final String REASON = ".reason.txt";
    private static final String AGAIN = " and put it into the inbox again.";
    private static final char REPLACED = '\uFFFD';
    private static final String NO_NAME =
            "its name has characters that the locale of this process cannot write; rename it, or set"
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
     * @param changedAt when it was last changed
     * @param pause for how long it is left alone, until then
     * @param until when it is tried again; {@link Instant#MAX} when it is not, unless someone changes it
     */
    private record Stay(long bytes, Instant changedAt, Duration pause, Instant until) {
        boolean isOf(Path file) throws IOException {
            return Files.size(file) == bytes
                    && Files.getLastModifiedTime(file).toInstant().equals(changedAt);
        }
    }

    /**
     * The inbox.
     *
     * @param variants the reports that are fetched
     * @param years the history to hold
     * @param settle for how long a file has not changed before it is taken
     * @param clock in the zone of the CFTC's days
     */
    public Inbox(Path directory, Set<ReportVariant> variants, HistoryYears years, Duration settle, Clock clock) {
        this.directory = directory;
        this.variants = Set.copyOf(variants);
        this.years = years;
        this.settling = new Settling(settle, System::nanoTime);
        this.clock = clock;
    }

    /**
     * Whether a file's turn may begin: it is new or was changed, or it has waited for long enough, and nobody is writing it. What
     * is no file, or has a name that cannot be used, is passed over.
     *
     * @param path as the folder lists it
     */
    public boolean isReady(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                if (path.indexOf(REPLACED) >= 0) {
                    passOver(path, NO_NAME);
                } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    passOver(path, "it is no regular file");
                }
                return false;
            }
            Stay stay = stays.get(file);
            return (stay == null || !stay.isOf(file) || !clock.instant().isBefore(stay.until()))
                    && settling.isOver(file);
        } catch (InvalidPathException notWritten) {
            passOver(path, NO_NAME);
            return false;
        } catch (IOException unreadable) {
            passOver(path, unreadable.toString());
            return false;
        }
    }

    /** Reports once that something in the inbox is left alone. */
    private void passOver(String path, String reason) {
        if (isReportedFirst(path)) {
            LOG.warn(
                    "{}: passed over, it stays in the inbox: {}",
                    Excerpt.name(path.substring(path.lastIndexOf(File.separatorChar) + 1)),
                    reason);
        }
    }

    private boolean isReportedFirst(String subject) {
        return reported.size() < MOST_REPORTED && reported.add(subject);
    }

    /** Where a file of the inbox lies; a date in the future is reported. */
    public Path file(String path) {
        Path file = Path.of(path);
        try {
            warnOfFuture(file, Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            LOG.warn("{}: does not tell its date: {}", Excerpt.name(file), e.toString());
        }
        return file;
    }

    private void warnOfFuture(Path file, Instant changedAt) {
        if (changedAt.isAfter(clock.instant().plus(TOLERANCE)) && isReportedFirst(file + " of " + changedAt)) {
            LOG.warn(
                    "{}: is dated in the future, {}; expected a date up to now. It is taken all the same: check the clock of"
                            + " the machine that wrote it",
                    Excerpt.name(file),
                    changedAt);
        }
    }

    /**
     * The archive that a file is, by its name.
     *
     * @throws ArchiveException when the name tells none, or one that is not to be held
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
                    "Set cotinga.cftc.first-year and cotinga.cftc.last-year so that they include it," + AGAIN);
        }
        return archive;
    }

    /**
     * Puts a file away that a run has read: to those that are done or, with the reason beside it, to those that are refused. It
     * stays, to be tried again later, when the run could not tell whether it is good, and for good when it cannot be moved.
     *
     * @param path where it lies
     * @param run the run that it was given to
     */
    public void putAway(Path path, RunSummary run) {
        List<ArchiveOutcome> outcomes = run.outcomes();
        if (outcomes.isEmpty()) {
            waitFor(
                    path,
                    "the run had no turn for it"
                            + run.failures().stream()
                                    .map(why -> ": " + why)
                                    .findFirst()
                                    .orElse(""));
            return;
        }
        ArchiveOutcome outcome = outcomes.get(0);
        switch (outcome.kind()) {
            case STORED, UNCHANGED, NOT_YET -> finish(path, outcome.message());
            case MISSING, FAILED -> refuse(path, outcome.message());
            case OUT_OF_REACH, OUT_OF_ORDER -> waitFor(path, outcome.message());
        }
    }

    /** Puts a file away that cannot be used, with the reason beside it. */
    public void refuse(Path file, Exception failure) {
        refuse(file, Failures.reason(failure));
    }

    /** Lets a file stay that says nothing about why it could not be loaded; it is tried again, later and later. */
    public void leave(Path file, Exception failure) {
        waitFor(file, Failures.reason(failure));
    }

    /**
     * Removes files that were put away before a moment, with the reasons beside them.
     *
     * @return how many
     */
    public int removePutAwayBefore(Instant moment) {
        return removeBefore(directory.resolve(DONE), moment) + removeBefore(directory.resolve(REFUSED), moment);
    }

    private static int removeBefore(Path folder, Instant moment) {
        return (int) ArchiveFolders.files(folder).stream()
                .filter(file -> putAwayAt(file).isBefore(moment))
                .filter(ArchiveFolders::remove)
                .count();
    }

    /** A file keeps the date that it came with; when it was moved shows in its state, where the system tells that. */
    private static Instant putAwayAt(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant()
                    : Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " does not tell its age", e);
        }
    }

    private void finish(Path file, String message) {
        try {
            Path target = target(file, DONE);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            stays.remove(file);
            LOG.info("{}: {}; it is in {} now", Excerpt.name(file), message, target.getParent());
        } catch (IOException e) {
            stayForGood(file, "it was loaded (" + message + ")", DONE, e);
        }
    }

    private void refuse(Path file, String reason) {
        try {
            Path target = target(file, REFUSED);
            Files.writeString(
                    target.resolveSibling(target.getFileName() + REASON), reason + "\n", StandardCharsets.UTF_8);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            stays.remove(file);
            LOG.warn("{}: refused, it is in {} now: {}", Excerpt.name(file), target.getParent(), reason);
        } catch (IOException e) {
            stayForGood(file, "it was refused (" + reason + ")", REFUSED, e);
        }
    }

    private void waitFor(Path file, String reason) {
        Stay before = stays.get(file);
        Duration doubled = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        stay(file, pause, clock.instant().plus(pause));
        LOG.warn(
                "{}: stays in the inbox and is tried again in {} min: {}",
                Excerpt.name(file),
                pause.toMinutes(),
                reason);
    }

    private void stayForGood(Path file, String became, String folder, IOException failure) {
        stay(file, Duration.ZERO, Instant.MAX);
        LOG.error(
                "{}: {}, but it cannot be moved to {}: {}. It stays in the inbox and is not loaded again unless it changes: let"
                        + " Cotinga write there, and move the file yourself",
                Excerpt.name(file),
                became,
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
            LOG.warn("{}: went from the inbox meanwhile: {}", Excerpt.name(file), e.toString());
        }
    }

    /** A name to which a moment and an ending can be added: file systems have names of up to 255 bytes. */
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

    /** Where a file goes; one that lies there under the same name stays too. */
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
