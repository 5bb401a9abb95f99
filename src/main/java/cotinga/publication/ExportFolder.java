package cotinga.publication;

import cotinga.base.DiskReserve;
import cotinga.base.FolderFiles;
import cotinga.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder of exported files. Files are replaced atomically: each is written under a temporary name, then moved. */
public final class ExportFolder {
    /** The names of exported files; other files in the folder are never touched. */
    private static final Pattern EXPORTED = Pattern.compile(
            "market_[0-9A-Z+]{6}_[a-z]+_(fo|co)\\.json|(markets|screener)_[a-z]+_(fo|co)\\.json|groups_[a-z]+\\.json");

    private final Path folder;
    private final DiskReserve reserve;

    /** @param reserve the disk space that must be free before a file is written */
    public ExportFolder(Path folder, DiskReserve reserve) {
        this.folder = folder;
        this.reserve = reserve;
    }

    /** A written file. */
    public record Written(String name, long bytes, String sha256) {}

    /** Writes or replaces a file atomically. */
    Written write(String name, byte[] content) {
        if (!isOurs(name)) {
            throw new IllegalArgumentException("found the file name '" + name + "', expected that of an exported file");
        }
        try {
            Files.createDirectories(folder);
            reserve.require(folder);
            Path file = folder.resolve(name);
            Path part = FolderFiles.part(file);
            Files.write(part, content);
            FolderFiles.move(part, file);
            return new Written(name, content.length, Sha256.of(content));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(name) + " cannot be written", e);
        }
    }

    /** Whether a file exists and has this size. */
    boolean holds(Written file) {
        try {
            return Files.size(folder.resolve(file.name())) == file.bytes();
        } catch (IOException absent) {
            return false;
        }
    }

    /** The text of a file; empty if the file does not exist. */
    String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Removes exported files of earlier publications that are not among these, and temporary files. */
    void keepOnly(Set<String> names) {
        for (Path file : FolderFiles.list(folder)) {
            String name = file.getFileName().toString();
            if (isExported(name) && !names.contains(name)) {
                FolderFiles.remove(file);
            }
        }
        removeUnfinished();
    }

    /** Removes the temporary files of a killed process. */
    public void removeUnfinished() {
        FolderFiles.removeParts(folder, ExportFolder::isOurs);
    }

    private static boolean isExported(String name) {
        return EXPORTED.matcher(name).matches();
    }

    private static boolean isOurs(String name) {
        return isExported(name) || name.equals(Manifest.FILE);
    }
}
