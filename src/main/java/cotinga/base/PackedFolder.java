package cotinga.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads folders inside the application, whether it is a JAR or a folder of classes. */
public final class PackedFolder {
    private PackedFolder() {}

    /**
     * The files in a folder and the folders below it.
     *
     * @param folder as in {@code db/migration}
     * @return paths relative to the folder, with slashes
     */
    public static Set<String> files(String folder) {
        URL found = PackedFolder.class.getResource("/" + folder);
        if (found == null) {
            throw new IllegalArgumentException("The folder " + folder + " is missing in the application");
        }
        try {
            URI home = found.toURI();
            if ("jar".equals(home.getScheme())) {
                try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
                    return filesIn(jar.getPath("/" + folder));
                }
            }
            return filesIn(Path.of(home));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " in the application cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a file inside the application. */
    public static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The content of a file inside the application. */
    public static byte[] bytes(String file) {
        try (InputStream stream = PackedFolder.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("The file " + file + " is missing in the application");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " in the application cannot be read", e);
        }
    }

    /** The files in a folder of any file system and the folders below it, as {@link #files} returns them. */
    public static Set<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
