package cotinga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build analyses: a fault of which only static analysis knows, in a project with this one's {@code pom.xml}. */
@Tag("full")
class AnalysisTest {
    private static final String FAULT = "Fault.java";

    private Path project;

    @BeforeEach
    void plantAFault(@TempDir Path directory) throws IOException {
        project = directory;
        Path source = Files.createDirectories(directory.resolve("src/main/java/cotinga"));
        Files.createDirectories(directory.resolve(".mvn"));
        Files.copy(Path.of("pom.xml"), directory.resolve("pom.xml"));
        Files.copy(Path.of(".mvn", "jvm.config"), directory.resolve(".mvn/jvm.config"));
        Files.writeString(
                source.resolve(FAULT),
                "package cotinga;\n\nfinal class Fault {\n    static String text() {\n        return null;\n    }\n}\n");
    }

    @Test
    void verifyAnalysesWhatTheSandboxHasCompiledWithoutAnalysis() throws Exception {
        Ended sandbox = maven("-Psandbox", "compile");
        Ended build = maven("compile");

        assertThat(sandbox.status()).as(sandbox.out()).isZero();
        assertThat(project.resolve("target/sandbox/classes/cotinga/Fault.class"))
                .exists();
        assertThat(build.status()).as(build.out()).isNotZero();
        assertThat(build.out()).contains(FAULT, "[NullAway]");
        assertThat(project.resolve("target/classes/cotinga/Fault.class")).doesNotExist();
    }

    private record Ended(int status, String out) {}

    private Ended maven(String... arguments) throws IOException, InterruptedException {
        Path maven = Path.of(System.getProperty("maven.home", ""), "bin", "mvn");
        assumeThat(maven)
                .as("Maven, which a development environment may run tests without")
                .isExecutable();
        List<String> command = new ArrayList<>(List.of(maven.toString(), "--offline", "--batch-mode"));
        command.add("-Dmaven.repo.local=" + System.getProperty("localRepository"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }
}
