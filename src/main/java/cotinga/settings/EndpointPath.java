package cotinga.settings;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory in the URI of a file endpoint. Camel decodes such a URI twice, and interprets some characters. */
final class EndpointPath {
    private static final List<String> RESERVED = List.of("?", "${", "$simple{");

    private EndpointPath() {}

    /** The directory, encoded for the URI. */
    public static String of(Path path) {
        return path.toString().replace("%", "%2525");
    }

    /** Characters of a directory that the URI of an endpoint cannot contain. */
    static Optional<String> unusable(Path path) {
        String name = path.toString();
        if (File.separatorChar == '/' && name.contains("\\")) {
            return Optional.of("\\");
        }
        return RESERVED.stream().filter(name::contains).findFirst();
    }
}
