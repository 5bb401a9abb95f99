package cotinga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.spi.ToolProvider;

/** The packed distribution: {@code bin/cotinga}, the classes of the build, and the libraries of the tests. */
public final class PackedProgram {
    private PackedProgram() {}

    /** Installs it as {@code mvn package} makes it: with JAR files, as the JVM archives no other classes. */
    public static void install(Path home) throws IOException {
        Path script = Files.createDirectories(home.resolve("bin")).resolve("cotinga");
        Files.copy(Path.of("src/main/scripts/cotinga"), script);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(element);
            if (element.endsWith(".jar") && Files.exists(jar)) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        lib.resolve("cotinga.jar").toString(),
                        "-C",
                        classes().toString(),
                        ".");
        assertThat(status).isZero();
    }

    private static Path classes() {
        try {
            return Path.of(Cotinga.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
