package cotinga;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory as the URI of a file endpoint has it. Camel decodes such a URI twice, and reads some characters as its own. */
final class EndpointPath {
    private static final List<String> RESERVED = List.of("?", "${", "$simple{");

    private EndpointPath() {}

    /** How the URI has it. */
    static String of(Path path) {
        return path.toString().replace("%", "%2525");
    }

    /** The characters of a directory that no URI of an endpoint can have. */
    static Optional<String> unusable(Path path) {
        String name = path.toString();
        if (File.separatorChar == '/' && name.contains("\\")) {
            return Optional.of("\\");
        }
        return RESERVED.stream().filter(name::contains).findFirst();
    }
}
