package cotinga.intake;

import cotinga.base.FolderFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The folders below the inbox for files that were loaded or rejected. */
final class InboxFolders {
    static final String DONE = "done";
    static final String REJECTED = "rejected";

    private static final String REASON = ".reason.txt";
    private static final int LONGEST_NAME = 180;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;

    InboxFolders(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The folder with this name. */
    Path folder(String name) {
        return directory.resolve(name);
    }

    /** Moves a file to {@code done}; returns the folder. */
    Path moveToDone(Path file) throws IOException {
        Path target = target(file, DONE);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        return folder(DONE);
    }

    /** Moves a file to {@code rejected}, with the reason beside it; returns the folder. */
    Path moveToRejected(Path file, String reason) throws IOException {
        Path target = target(file, REJECTED);
        Files.writeString(target.resolveSibling(target.getFileName() + REASON), reason + "\n", StandardCharsets.UTF_8);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        return folder(REJECTED);
    }

    /**
     * Removes files that were moved to {@code done} or {@code rejected} before a moment, with their reasons.
     *
     * @return how many
     */
    int removeProcessedBefore(Instant moment) {
        return removeBefore(folder(DONE), moment) + removeBefore(folder(REJECTED), moment);
    }

    private static int removeBefore(Path folder, Instant moment) {
        return (int) FolderFiles.list(folder).stream()
                .filter(file -> processedAt(file).isBefore(moment))
                .filter(FolderFiles::remove)
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
        Path target = Files.createDirectories(folder(folder)).resolve(name);
        if (!Files.exists(target)) {
            return target;
        }
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(stem + "-" + MOMENT.format(clock.instant()) + suffix);
    }
}
