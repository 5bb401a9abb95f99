package cotinga.store.sql;

import cotinga.base.DiskReserve;
import cotinga.base.FolderFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the embedded database, each a zip file with the database's file in it. A copy is made while the database is in use and
 * shows one moment. A transaction that was open at that moment is rolled back when the copy is opened.
 */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private static final Sql BACK_UP = Sql.named("back-up");
    private static final Sql DATABASE_PATH = Sql.named("database-path");

    private static final String DATABASE_FILE = DatabaseFile.ENDING;
    private static final Pattern OURS = Pattern.compile("cotinga-\\d{8}T\\d{6}Z\\.zip");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'cotinga-'yyyyMMdd'T'HHmmss'Z.zip'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final DataSource database;
    private final Path directory;
    private final int keep;
    private final DiskReserve reserve;
    private final Clock clock;
    private volatile Optional<String> failure = Optional.empty();

    /**
     * Backups.
     *
     * @param keep how many complete copies are kept
     * @param reserve what must be free beside a copy
     */
    public Backups(DataSource database, Path directory, int keep, DiskReserve reserve, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.keep = keep;
        this.reserve = reserve;
        this.clock = clock;
    }

    /**
     * Makes a copy. When the copy is complete, removes the oldest ones beyond the number to keep.
     *
     * @return its file
     * @throws StoreException when there is too little space, or the copy cannot be written or read again; earlier copies stay
     */
    public Path take() {
        try {
            Path copy = copy();
            failure = Optional.empty();
            return copy;
        } catch (RuntimeException e) {
            failure = Optional.of(reason(e));
            throw e;
        }
    }

    /** Why a copy failed, without paths and class names. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        if (cause instanceof FileSystemException file) {
            return file.getReason() != null ? file.getReason() : words(file);
        }
        return cause instanceof StoreException store ? store.why() : String.valueOf(cause.getMessage());
    }

    /** {@code access denied} for an {@code AccessDeniedException}. */
    private static String words(FileSystemException failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private Path copy() {
        removeUnfinished();
        Path whole = directory.resolve(NAME.format(clock.instant()));
        Path part = FolderFiles.part(whole);
        String doing = "back the database up to " + whole;
        try {
            Files.createDirectories(directory);
            reserve.require(directory, Files.size(databaseFile(doing)));
            copyTo(part, doing);
            requireWhole(part, doing);
            DurableFiles.force(part);
            FolderFiles.move(part, whole);
            LOG.info(String.format(
                    Locale.ROOT, "The database is backed up to %s (%.1f MB)", whole, Files.size(whole) / 1e6));
            removeOldest();
            return whole;
        } catch (IOException | UncheckedIOException e) {
            Throwable found = e.getCause() == null ? e : e.getCause();
            throw new StoreException(doing, found + "; check " + directory + " (cotinga.backup.directory)", e);
        } finally {
            removeUnfinished();
        }
    }

    /** The newest complete copy, and how the last attempt ended. */
    public BackupState state() {
        return new BackupState(newestFirst().stream().findFirst().map(Backups::describe), failure);
    }

    private static BackupState.Backup describe(Path copy) {
        try {
            return new BackupState.Backup(Files.getLastModifiedTime(copy).toInstant(), Files.size(copy));
        } catch (IOException e) {
            throw new UncheckedIOException(copy + " cannot be read", e);
        }
    }

    /** Removes the unfinished files of a process that died. */
    public void removeUnfinished() {
        FolderFiles.removeParts(directory, Backups::isOurs);
    }

    /** Whether a database's file equals the one in a copy of a directory, as it does after a restore. */
    static boolean isCopyOf(Path file, Path directory) {
        try {
            long size = Files.size(file);
            Optional<Long> checksum = Optional.empty();
            for (Path copy : copies(directory)) {
                for (ZipEntry entry : databasesIn(copy)) {
                    if (entry.getSize() == size) {
                        checksum = Optional.of(checksum.isPresent() ? checksum.get() : checksum(file));
                        if (entry.getCrc() == checksum.get()) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException("compare " + file + " with the backups in " + directory, e);
        }
    }

    /** The databases in a copy; none when it cannot be read, as another copy may be the one that was restored. */
    private static List<? extends ZipEntry> databasesIn(Path copy) {
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().endsWith(DATABASE_FILE))
                    .toList();
        } catch (IOException e) {
            LOG.warn("The backup {} cannot be read ({}); remove it if it is damaged", copy, e.getMessage());
            return List.of();
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream content = new CheckedInputStream(Files.newInputStream(file), checksum)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.getValue();
    }

    /** A copy is never larger than this. */
    private Path databaseFile(String doing) {
        return Transaction.read(database, doing, connection -> {
            try (NamedStatement path = DATABASE_PATH.prepare(connection)) {
                return Path.of(
                        path.first(row -> ResultColumns.text(row, "path")).orElseThrow() + DATABASE_FILE);
            }
        });
    }

    private void copyTo(Path part, String doing) {
        Transaction.write(database, doing, connection -> {
            try (NamedStatement copy = BACK_UP.prepare(connection)) {
                return copy.set("file", part.toString()).update();
            }
        });
    }

    /** Reads the copy again and verifies its checksums. */
    private static void requireWhole(Path part, String doing) throws IOException {
        boolean hasDatabase = false;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(part))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(OutputStream.nullOutputStream());
                hasDatabase |= entry.getName().endsWith(DATABASE_FILE);
            }
        }
        if (!hasDatabase) {
            throw new StoreException(
                    doing, "found no " + DATABASE_FILE + " in it, expected the database's file; try again", null);
        }
    }

    private void removeOldest() {
        newestFirst().stream().skip(keep).forEach(FolderFiles::remove);
    }

    private List<Path> newestFirst() {
        return copies(directory).stream()
                .sorted(Comparator.comparing(Path::getFileName).reversed())
                .toList();
    }

    private static List<Path> copies(Path directory) {
        return FolderFiles.list(directory).stream()
                .filter(file -> isOurs(file.getFileName().toString()))
                .toList();
    }

    private static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }
}
