package cotinga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cotinga.base.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} makes of two copies of the sources, in different places and environments. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReproducibleBuildTest {
    private static final List<String> SOURCES = List.of(
            "pom.xml",
            ".mvn",
            "src/main",
            "routes",
            "docs",
            "deploy",
            "application.properties",
            "LICENSE",
            "README.md",
            "CHANGELOG.md");
    private static final String BILL = "cotinga.cdx.json";
    private static final String LICENCES = "THIRD-PARTY.txt";

    private Path one;
    private Path other;

    @BeforeAll
    void build(@TempDir Path directory) throws Exception {
        one = copy(directory.resolve("one"));
        other = copy(directory.resolve("another place"));
        build(one, "022", Map.of("TZ", "UTC", "LC_ALL", "C", "MAVEN_OPTS", ""));
        build(
                other,
                "077",
                Map.of(
                        "TZ",
                        "Asia/Tokyo",
                        "LC_ALL",
                        "C.UTF-8",
                        "MAVEN_OPTS",
                        "-Duser.timezone=Asia/Tokyo -Duser.language=tr -Duser.country=TR"));
    }

    @Test
    void makesTheSameBytes() throws IOException {
        for (String file : List.of("cotinga.jar", BILL, LICENCES, "cotinga.tar.gz")) {
            assertThat(target(other).resolve(file))
                    .hasSameBinaryContentAs(target(one).resolve(file));
        }
    }

    @Test
    void listsEveryLibraryOfTheFolderWithItsChecksum() throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> jars = Files.list(target(one).resolve("cotinga/lib"))) {
            for (Path jar : jars.toList()) {
                shipped.put(jar.getFileName().toString(), Sha256.of(Files.readAllBytes(jar)));
            }
        }
        shipped.remove("cotinga.jar");

        Map<String, String> listed = libraries()
                .collect(Collectors.toMap(
                        library -> library.getString("name") + "-" + library.getString("version") + ".jar",
                        ReproducibleBuildTest::checksum,
                        (checksum, same) -> checksum,
                        TreeMap::new));
        assertThat(listed).isNotEmpty().isEqualTo(shipped);
    }

    @Test
    void listsTheLicencesOfEveryLibrary() throws IOException {
        String licences = Files.readString(target(one).resolve("cotinga").resolve(LICENCES));

        assertThat(libraries()
                        .map(library -> "(" + library.getString("group") + ":" + library.getString("name") + ":"
                                + library.getString("version") + " - "))
                .isNotEmpty()
                .allMatch(licences::contains);
    }

    private Stream<JsonObject> libraries() throws IOException {
        Path bill = target(one).resolve("cotinga").resolve(BILL);
        return new JsonObject(Files.readString(bill))
                .getJsonArray("components").stream().map(JsonObject.class::cast);
    }

    private static String checksum(JsonObject library) {
        return library.getJsonArray("hashes").stream()
                .map(JsonObject.class::cast)
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .map(hash -> hash.getString("content"))
                .findFirst()
                .orElseThrow();
    }

    private static Path target(Path project) {
        return project.resolve("target");
    }

    private static Path copy(Path project) throws IOException {
        for (String source : SOURCES) {
            try (Stream<Path> files = Files.walk(Path.of(source))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = project.resolve(file.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return project;
    }

    /** Online, as Maven skips the bill of materials when it is offline. */
    private static void build(Path project, String umask, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path maven = Path.of(System.getProperty("maven.home", ""), "bin", "mvn");
        assumeThat(maven)
                .as("Maven, which a development environment may run tests without")
                .isExecutable();
        assumeThat(Path.of("/bin/sh")).as("a POSIX shell").isExecutable();
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask " + umask + " && chmod -R =rwX . && exec \"$0\" \"$@\"",
                        maven.toString(),
                        "--batch-mode",
                        "--quiet",
                        "-Dmaven.repo.local=" + System.getProperty("localRepository"),
                        "-Dmaven.test.skip=true",
                        "-Dspotless.check.skip=true",
                        "package")
                .directory(project.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
    }
}
