package cotinga.store.sql;

import cotinga.base.FolderFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes files that are complete at any moment and survive a power failure. */
final class DurableFiles {
    private DurableFiles() {}

    /** Writes a file, or replaces it in one step; returns when it is on disk. */
    static void write(Path file, String text) throws IOException {
        Path part = FolderFiles.part(file);
        Files.writeString(part, text);
        force(part);
        FolderFiles.move(part, file);
        forceDirectory(directory(file));
    }

    /** The directory of a file. */
    static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Returns when the content of a file is on disk. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Returns when the names in a directory are on disk, where the system supports that. */
    static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            return; // Windows opens no directories, and keeps the order of such changes itself
        }
    }
}
