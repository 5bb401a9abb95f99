package cotinga.store.sql;

import cotinga.base.FolderFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.h2.engine.ConnectionInfo;
import org.h2.message.DbException;

/**
 * The file of a database that H2 keeps in a file of this machine, and the files beside it. A new schema is made in a file of its own,
 * which replaces the database when it is complete. A process that dies before that leaves the database unchanged.
 */
final class DatabaseFile {
    /** What H2 adds to the name of a database. */
    static final String ENDING = ".mv.db";

    private static final String H2 = "jdbc:h2:";
    private static final String PLAIN_FILE = "file:";

    /** Another file system of H2, such as {@code zip:}; one letter and a colon are a drive of Windows. */
    private static final Pattern OTHER_FILE_SYSTEM = Pattern.compile("[A-Za-z][A-Za-z0-9]+:");

    private static final String IN_PREPARATION = ".new";
    private static final String TRACE = ".trace.db";
    private static final String MARKER = ".published";

    private final String name;
    private final String settings;

    /**
     * A file.
     *
     * @param name the absolute path without the ending
     * @param settings what follows the name in the URL; empty, or it begins with a semicolon
     */
    private DatabaseFile(String name, String settings) {
        this.name = name;
        this.settings = settings;
    }

    /** The file that a URL names; empty when the database is in memory, on another machine, shared, or of another kind. */
    static Optional<DatabaseFile> of(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(H2)) {
            return Optional.empty();
        }
        try {
            ConnectionInfo connection = new ConnectionInfo(url, new Properties(), "", "");
            boolean isShared = connection.getProperty("AUTO_SERVER", false);
            int settings = url.indexOf(';');
            String asWritten = settings < 0 ? url : url.substring(0, settings);
            boolean isPlain = !OTHER_FILE_SYSTEM
                    .matcher(asWritten.substring(H2.length()).replaceFirst("^" + PLAIN_FILE, ""))
                    .lookingAt();
            return connection.isPersistent() && !connection.isRemote() && isPlain && !isShared
                    ? Optional.of(new DatabaseFile(connection.getName(), settings < 0 ? "" : url.substring(settings)))
                    : Optional.empty();
        } catch (DbException notUnderstood) {
            return Optional.empty(); // opening it says why
        }
    }

    Path path() {
        return Path.of(name + ENDING);
    }

    /** The file that records the last published data version. */
    Path marker() {
        return Path.of(name + MARKER);
    }

    Path directory() {
        return DurableFiles.directory(path());
    }

    boolean exists() {
        return Files.exists(path());
    }

    long size() {
        try {
            return Files.size(path());
        } catch (IOException e) {
            throw new StoreException("read the size of " + path(), e);
        }
    }

    /** The URL that opens the database. */
    String url() {
        return H2 + PLAIN_FILE + name + settings;
    }

    /** The URL that opens the file read-only. */
    String readOnlyUrl() {
        String upper = settings.toUpperCase(Locale.ROOT);
        String readOnly = upper.contains(";ACCESS_MODE_DATA=") ? "" : ";ACCESS_MODE_DATA=r";
        return url() + readOnly + (upper.contains(";IFEXISTS=") ? "" : ";IFEXISTS=TRUE");
    }

    /** The file in which a schema is made before it replaces this one. */
    DatabaseFile inPreparation() {
        return new DatabaseFile(name + IN_PREPARATION, settings);
    }

    /**
     * Copies the file and runs some work on the copy. No other process can open the file meanwhile.
     *
     * @throws StoreException when another process has it open, or it cannot be copied
     */
    void withCopy(DatabaseFile copy, Runnable work) {
        try (FileChannel original = FileChannel.open(path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = requireLock(original)) {
            try (FileChannel target =
                    FileChannel.open(copy.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long size = lock.channel().size();
                for (long copied = 0; copied < size; ) {
                    copied += original.transferTo(copied, size - copied, target);
                }
            }
            work.run();
        } catch (IOException e) {
            throw new StoreException("copy the database " + path() + " to " + copy.path(), e);
        }
    }

    /** Replaces this file by a complete one, in one step that survives a power failure. */
    void replaceBy(DatabaseFile complete) {
        try {
            DurableFiles.force(complete.path());
            FolderFiles.move(complete.path(), path());
            DurableFiles.forceDirectory(directory());
        } catch (IOException e) {
            throw new StoreException("move " + complete.path() + " to " + path(), e);
        }
    }

    /**
     * Removes the file that a process was preparing when it died.
     *
     * @throws StoreException when another process is preparing it
     */
    void removePreparation() {
        DatabaseFile preparation = inPreparation();
        try {
            if (preparation.exists()) {
                try (FileChannel channel = FileChannel.open(preparation.path(), StandardOpenOption.WRITE);
                        FileLock lock = requireLock(channel)) {
                    lock.channel(); // held until the file is gone
                    Files.delete(preparation.path());
                }
            }
            Files.deleteIfExists(Path.of(preparation.name + TRACE));
        } catch (IOException e) {
            throw new StoreException("remove " + preparation.path(), e);
        }
    }

    private FileLock requireLock(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException withinThisProcess) {
            lock = null;
        }
        if (lock == null) {
            throw Database.inUse(path().toString(), null);
        }
        return lock;
    }
}
