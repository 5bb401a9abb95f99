package cotinga.export;

import cotinga.report.DiskReserve;
import cotinga.report.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of published files. Each file is whole at every moment: it is written beside its place and then moved there. */
public final class ExportFolder {
    /** The names that publications make; nothing else in the folder is ever touched. */
    private static final Pattern OURS = Pattern.compile(
            "market_[0-9A-Z+]{6}_[a-z]+_(fo|co)\\.json|(markets|screener)_[a-z]+_(fo|co)\\.json|groups_[a-z]+\\.json");

    private static final String PART = ".part";

    private final Path folder;
    private final DiskReserve reserve;

    /** @param reserve what must be free before a file is written */
    public ExportFolder(Path folder, DiskReserve reserve) {
        this.folder = folder;
        this.reserve = reserve;
    }

    /** A file as it was written. */
    public record Written(String name, long bytes, String sha256) {}

    /** Writes a file, or replaces it in one step. */
    Written write(String name, byte[] content) {
        if (!isExported(name) && !name.equals(Manifest.FILE)) {
            throw new IllegalArgumentException("'" + name + "' is no name of an exported file");
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

    /** Whether a file is there with this size. */
    boolean holds(Written file) {
        try {
            return Files.size(folder.resolve(file.name())) == file.bytes();
        } catch (IOException absent) {
            return false;
        }
    }

    /** The text of a file; empty when there is none. */
    String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Removes files of earlier publications that are not among these, and what was left unfinished. */
    void keepOnly(Set<String> names) {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (isExported(name) && !names.contains(name)) {
                remove(file);
            }
        }
        removeUnfinished();
    }

    /** Removes what a dead process left unfinished. */
    public void removeUnfinished() {
        for (Path file : files()) {
            if (isUnfinished(file.getFileName().toString())) {
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
        return OURS.matcher(name).matches();
    }

    /** Whether a file is a part of one that was never moved to its place. */
    private static boolean isUnfinished(String name) {
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
