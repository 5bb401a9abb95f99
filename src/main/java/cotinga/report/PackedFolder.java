package cotinga.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folders inside the application, be it a jar or a folder of classes. */
public final class PackedFolder {
    private PackedFolder() {}

    /**
     * The names of the files in a folder.
     *
     * @param folder as in {@code db/migration}
     */
    public static Set<String> names(String folder) {
        URL found = PackedFolder.class.getResource("/" + folder);
        if (found == null) {
            throw new IllegalArgumentException("The application has no folder " + folder);
        }
        try {
            URI home = found.toURI();
            if ("jar".equals(home.getScheme())) {
                try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
                    return namesIn(jar.getPath("/" + folder));
                }
            }
            return namesIn(Path.of(home));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " inside the application cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toUnmodifiableSet());
        }
    }
}
