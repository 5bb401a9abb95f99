package cotinga;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The application as it is called from a shell. */
public final class CommandLine {
    private CommandLine() {}

    /** How a command ended. */
    public record Ended(int status, String out, String err) {}

    /** Runs a command with the settings in {@code application.properties} of the working directory. */
    public static Ended run(Path workingDirectory, Map<String, String> settings, String... arguments) throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer file = Files.newBufferedWriter(workingDirectory.resolve("application.properties"))) {
            properties.store(file, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Cotinga.run(
                List.of(arguments),
                workingDirectory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
