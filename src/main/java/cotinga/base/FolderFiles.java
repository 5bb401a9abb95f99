package cotinga.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files in a folder, which are replaced in one step: each is written beside its place as a part, then moved. */
public final class FolderFiles {
    private static final String PART = ".part";

    private FolderFiles() {}

    /** The files in a folder; empty if the folder does not exist. */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed", e);
        }
    }

    /** Where a file is written before it is moved to its place. */
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    /** Moves a file in one step; a file in its place is replaced. */
    public static void move(Path file, Path place) throws IOException {
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes the parts of a killed process.
     *
     * @param names the names of the files in their places; other files are not touched
     */
    public static void removeParts(Path folder, Predicate<String> names) {
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(PART) && names.test(name.substring(0, name.length() - PART.length()))) {
                remove(file);
            }
        }
    }

    /** Removes a file; returns false if it did not exist. */
    public static boolean remove(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed", e);
        }
    }
}
