package cotinga.publication;

import cotinga.base.DiskReserve;
import cotinga.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of exported files. Files are replaced atomically: each is written under a temporary name, then moved. */
public final class ExportFolder {
    /** The names of exported files; other files in the folder are never touched. */
    private static final Pattern EXPORTED = Pattern.compile(
            "market_[0-9A-Z+]{6}_[a-z]+_(fo|co)\\.json|(markets|screener)_[a-z]+_(fo|co)\\.json|groups_[a-z]+\\.json");

    private static final String PART = ".part";

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
        if (!isExported(name) && !name.equals(Manifest.FILE)) {
            throw new IllegalArgumentException("found the file name '" + name + "', expected that of an exported file");
        }
        try {
            Files.createDirectories(folder);
            reserve.require(folder);
            Path part = folder.resolve(name + PART);
            Files.write(part, content);
            Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (isExported(name) && !names.contains(name)) {
                remove(file);
            }
        }
        removeUnfinished();
    }

    /** Removes the temporary files of a killed process. */
    public void removeUnfinished() {
        for (Path file : files()) {
            if (isTemporary(file.getFileName().toString())) {
                remove(file);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed", e);
        }
    }

    private static boolean isExported(String name) {
        return EXPORTED.matcher(name).matches();
    }

    /** Whether a file is a temporary file that was never moved. */
    private static boolean isTemporary(String name) {
        if (!name.endsWith(PART)) {
            return false;
        }
        String whole = name.substring(0, name.length() - PART.length());
        return isExported(whole) || whole.equals(Manifest.FILE);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }
}
