package cotinga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/cotinga} in a folder as {@code mvn package} makes it. Most tests start a Java of their own, a script that writes down its
 * arguments and, on request, an archive; the tests with the tag "full" start the real one.
 */
class StartScriptTest {
    private static final Path SCRIPT = Path.of("src/main/scripts/cotinga");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PREPARING = "the first start here is prepared";

    private Path directory;
    private Path home;
    private Path cache;

    @BeforeEach
    void install(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
        directory = folder;
        home = directory.resolve("home of cotinga");
        cache = directory.resolve("cache");
        Files.copy(SCRIPT, Files.createDirectories(home.resolve("bin")).resolve("cotinga"));
        executable(home.resolve("bin/cotinga"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/cotinga.jar"), "cotinga");
        Files.writeString(home.resolve("lib/a.jar"), "a");
    }

    @Test
    void preparesTheFirstStartOnly() throws Exception {
        Path java = java("17.0.9");

        Ended first = run(java);
        Ended second = run(java);

        assertThat(first.out()).contains(PREPARING, "-XX:SharedArchiveFile=" + archive());
        assertThat(second.out()).doesNotContain(PREPARING).contains("-XX:SharedArchiveFile=" + archive());
        assertThat(names(cache)).hasSize(1);
    }

    @Test
    void usesTheArchiveUnderAnyLocaleZoneAndName() throws Exception {
        Path java = java("17.0.9");
        Path link = Files.createSymbolicLink(directory.resolve("cotinga"), home.resolve("bin/cotinga"));
        run(java);

        Ended elsewhere =
                run(builder(java, link, "--once"), Map.of("LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Tokyo"), directory);

        assertThat(elsewhere.out()).doesNotContain(PREPARING).contains("-XX:SharedArchiveFile=" + archive());
    }

    @Test
    void findsARelativeCacheFromTheWorkingDirectory() throws Exception {
        Path java = java("17.0.9");
        Path work = Files.createDirectories(directory.resolve("work"));

        Ended ended = run(builder(java, home.resolve("bin/cotinga")), Map.of("COTINGA_CACHE_DIR", "here"), work);

        assertThat(names(work.resolve("here"))).hasSize(1);
        assertThat(ended.out())
                .contains("-XX:SharedArchiveFile=" + work.toRealPath().resolve("here"));
    }

    @Test
    void preparesAgainAfterAMoveAndAnUpdate() throws Exception {
        Path java = java("17.0.9");
        run(java);
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.10\"\n");
        Ended updatedJava = run(java);
        Files.writeString(home.resolve("lib/a.jar"), "another");
        Ended updatedJar = run(java);
        home = Files.move(home, directory.resolve("moved"));
        Ended moved = run(java);

        assertThat(List.of(updatedJava.out(), updatedJar.out(), moved.out())).allMatch(out -> out.contains(PREPARING));
        assertThat(names(cache)).hasSize(4);
    }

    @Test
    void keepsOneArchiveForEachJava() throws Exception {
        Path old = java("17.0.9");
        Path newer = java("25.0.1");
        run(old);

        Ended withNewer = run(newer);
        Ended withOld = run(old);

        assertThat(withNewer.out()).contains(PREPARING, "-XX:AOTCache=").doesNotContain("-Xshare", "SharedArchiveFile");
        assertThat(withOld.out()).doesNotContain(PREPARING);
        assertThat(names(cache)).hasSize(2);
    }

    @Test
    void startsWithoutAnArchiveWhereNoCacheCanBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        String below = file.resolve("cache").toString();

        Ended ended = run(
                builder(java("17.0.9"), home.resolve("bin/cotinga"), "--once"),
                Map.of("COTINGA_CACHE_DIR", below, "XDG_CACHE_HOME", below, "HOME", below),
                directory);

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .contains("set COTINGA_CACHE_DIR", "[cotinga.Cotinga] [--once]")
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void startsWithoutAnArchiveThatCouldNotBeWritten() throws Exception {
        Path java = java("17.0.9");
        Files.createFile(java.resolve("fails"));

        Ended ended = run(java, "--once");

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .contains("could not be written", "starting without it", "[cotinga.Cotinga] [--once]")
                .doesNotContain("SharedArchiveFile");
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void choosesOptionsByModeAndLetsTheUsersWin() throws Exception {
        Path java = java("17.0.9");

        Ended service = run(java);
        Ended once = run(java, "--once");
        Ended own = run(
                builder(java, home.resolve("bin/cotinga")),
                Map.of("COTINGA_JAVA_OPTS", "-Xmx300m -XX:+UseG1GC"),
                directory);

        assertThat(service.out()).contains("-XX:+UseSerialGC", "-XX:Tier4").doesNotContain("TieredStopAtLevel");
        assertThat(once.out()).contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        assertThat(own.out()).contains("[-Xmx300m] [-XX:+UseG1GC] [-cp]").doesNotContain("UseSerialGC");
        assertThat(List.of(service, once, own)).allMatch(ended -> ended.out().contains("variables: none"));
    }

    @Test
    void helpIsNotPrepared() throws Exception {
        Ended ended = run(java("17.0.9"), "--help");

        assertThat(ended.out()).doesNotContain(PREPARING).contains("[cotinga.Cotinga] [--help]");
    }

    @Test
    void aProbeStartsWithTheArchiveAndNeverWritesOne() throws Exception {
        Path java = java("17.0.9");

        Ended without = run(java, "--probe", "live");
        run(java);
        Ended with = run(java, "--probe", "live");

        assertThat(without.out())
                .doesNotContain(PREPARING, "SharedArchiveFile")
                .contains("[cotinga.Cotinga] [--probe] [live]", "-XX:TieredStopAtLevel=1");
        assertThat(with.out()).contains("-XX:SharedArchiveFile=" + archive());
    }

    @Test
    void aProbeIsSilentWhereNoCacheCanBeWritten() throws Exception {
        String below =
                Files.createFile(directory.resolve("file")).resolve("cache").toString();

        Ended ended = run(
                builder(java("17.0.9"), home.resolve("bin/cotinga"), "--probe", "ready"),
                Map.of("COTINGA_CACHE_DIR", below, "XDG_CACHE_HOME", below, "HOME", below),
                directory);

        assertThat(ended.out()).doesNotContain("COTINGA_CACHE_DIR").contains("[--probe] [ready]");
    }

    @Test
    void preparesTheFileThatAnImageNames() throws Exception {
        Path java = java("17.0.9");
        Path script = home.resolve("bin/cotinga");

        Ended prepared = run(builder(java, script, "--prepare", "image.jsa"), Map.of(), directory);
        Ended start = run(
                builder(java, script),
                Map.of("COTINGA_ARCHIVE", directory.resolve("image.jsa").toString()),
                directory);

        assertThat(prepared.status()).isZero();
        assertThat(start.out()).contains("-XX:SharedArchiveFile=" + directory.resolve("image.jsa"));
        assertThat(cache).doesNotExist();
    }

    @Test
    void namesTheJavaThatIsMissing() throws Exception {
        Ended ended = run(directory.resolve("nowhere"));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).contains("found no Java", "expected Java 17 or later", "set JAVA_HOME");
    }

    @Test
    void endsWithTheStatusOfTheApplication() throws Exception {
        Path java = java("17.0.9");
        Files.writeString(java.resolve("status"), "3");

        assertThat(run(java, "--once").status()).isEqualTo(3);
    }

    @Test
    void aSignalInTheFirstStartEndsItAtOnce() throws Exception {
        Path java = java("17.0.9");
        Files.createFile(java.resolve("takes-long"));
        Process start = builder(java, home.resolve("bin/cotinga"))
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().atMost(PATIENCE)
                .until(() -> names(cache).stream().anyMatch(name -> Files.exists(cache.resolve(name + "/begun"))));
        List<ProcessHandle> family = start.descendants().toList();

        start.destroy();

        assertThat(start.waitFor()).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(family).isNotEmpty();
        assertThat(names(cache)).isEmpty();
    }

    @Test
    @Tag("full")
    void firstStartsAtOnceShareOneArchiveFromWhichClassesAreLoaded() throws Exception {
        installForReal();
        Path java = Path.of(System.getProperty("java.home"));
        Path script = home.resolve("bin/cotinga");
        Process one = prepare(java, script, "one.log");
        Process other = prepare(java, script, "other.log");
        assertThat(one.waitFor())
                .as(Files.readString(directory.resolve("one.log")))
                .isZero();
        assertThat(other.waitFor())
                .as(Files.readString(directory.resolve("other.log")))
                .isZero();
        Path classes = directory.resolve("classes.log");

        Ended later = run(
                builder(java, script, "--help"),
                Map.of("COTINGA_JAVA_OPTS", "-Xlog:class+load:file=" + classes.getFileName()),
                directory);

        assertThat(later.status()).isZero();
        assertThat(names(cache)).hasSize(1);
        List<String> loaded = Files.readAllLines(classes);
        assertThat(loaded).hasSizeGreaterThan(500);
        assertThat(loaded.stream()
                        .filter(line -> line.contains("shared objects file"))
                        .count())
                .isGreaterThan(loaded.size() * 9L / 10);
        assertThat(loaded)
                .anyMatch(line -> line.contains(" org.apache.logging.log4j.") && line.contains("shared objects file"));
    }

    private Process prepare(Path java, Path script, String log) throws IOException {
        return builder(java, script, "--prepare")
                .redirectOutput(directory.resolve(log).toFile())
                .start();
    }

    private void installForReal() throws IOException {
        home = directory.resolve("home"); // the JVM archives no classes from below a path with a space
        PackedProgram.install(home);
    }

    /** A Java that writes down its arguments, and an archive. */
    private Path java(String version) throws IOException {
        Path java = Files.createDirectories(directory.resolve("java-" + version));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path command = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(
                command,
                """
                #!/bin/sh
                own=%s
                for argument in "$@"; do
                    printf '[%%s] ' "$argument"
                    case $argument in
                        -XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*)
                            touch begun
                            [ ! -e "$own/fails" ] || exit 1
                            [ ! -e "$own/takes-long" ] || exec sleep 600
                            printf archive >"${argument#*=}"
                            ;;
                    esac
                done
                printf '\\nvariables: '
                env | grep '^COTINGA_' || echo none
                [ ! -e "$own/status" ] || exit "$(cat "$own/status")"
                """
                        .formatted(java));
        executable(command);
        return java;
    }

    private record Ended(int status, String out) {}

    private Ended run(Path java, String... arguments) throws Exception {
        return run(builder(java, home.resolve("bin/cotinga"), arguments), Map.of(), directory);
    }

    private static Ended run(ProcessBuilder builder, Map<String, String> environment, Path workingDirectory)
            throws Exception {
        builder.environment().putAll(environment);
        Process process = builder.directory(workingDirectory.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private ProcessBuilder builder(Path java, Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("COTINGA_") || key.startsWith("LC_"));
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("COTINGA_CACHE_DIR", cache.toString());
        return builder;
    }

    private Path archive() throws IOException {
        return cache.toRealPath().resolve(names(cache).get(0));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
