package cotinga;

import cotinga.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** The version and the digest of this build. */
final class Build {
    private Build() {}

    /** The version of the project. */
    static String version() {
        Properties build = new Properties();
        try (InputStream stream = Objects.requireNonNull(Build.class.getResourceAsStream("build.properties"))) {
            build.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "unknown");
    }

    /** A digest of the application's code and data, which identifies the build. */
    static String digest() {
        return Digest.OF_THIS_BUILD;
    }

    /** Computed once, on first use. */
    private static final class Digest {
        static final String OF_THIS_BUILD = compute();
    }

    private static String compute() {
        try {
            Path home = Path.of(Build.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(home) ? digestOf(home) : Sha256.of(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the files of the application", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digestOf(Path folder) throws IOException {
        StringBuilder digests = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digests.append(Sha256.of(file));
            }
        }
        return Sha256.of(digests.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
