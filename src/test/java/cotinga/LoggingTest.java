package cotinga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.base.LogContext;
import cotinga.settings.LogSettings;
import cotinga.settings.SettingException;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats, levels and the file of the log, by the settings. */
class LoggingTest {
    private static final String ESCAPE = "\u001B";

    private Path workingDirectory;

    @BeforeEach
    void workIn(@TempDir Path directory) {
        workingDirectory = directory;
    }

    @Test
    void autoIsJsonOnlyForAServiceWhoseOutputIsNoTerminal() {
        LogSettings auto = settings(Map.of());

        assertThat(new Logging(auto, true, false).isJson()).isTrue();
        assertThat(new Logging(auto, true, true).isJson()).isFalse();
        assertThat(new Logging(auto, false, false).isJson()).isFalse();
        assertThat(new Logging(settings(Map.of("cotinga.log.format", "json")), false, true).isJson())
                .isTrue();
        assertThat(new Logging(settings(Map.of("cotinga.log.format", "text")), true, false).isJson())
                .isFalse();
    }

    @Test
    void textNamesWhatALineBelongsToAndOnATerminalItIsColoured() {
        Map<String, String> context = Map.of(LogContext.RUN, "7", LogContext.ARCHIVE, "legacy/fo 2021");

        String plain = line(new Logging(settings(Map.of()), false, false), "stored", null, context);
        String coloured = line(new Logging(settings(Map.of()), true, true), "stored", null, context);

        assertThat(plain).endsWith(" stored run.id=7 archive=\"legacy/fo 2021\"" + System.lineSeparator());
        assertThat(plain).doesNotContain(ESCAPE);
        assertThat(coloured)
                .startsWith("\r" + ESCAPE + "[K")
                .containsPattern(ESCAPE + "\\[33mWARN " + ESCAPE + "\\[m")
                .contains(ESCAPE + "[90m run.id=7 archive=\"legacy/fo 2021\"" + ESCAPE + "[m");
        assertThat(line(new Logging(settings(Map.of()), true, true), "stored", null, Map.of())
                        .strip())
                .endsWith(" stored");
    }

    @Test
    void jsonHasTheNamesOfTheElasticCommonSchemaInOneLine() throws IOException {
        String line = line(
                new Logging(settings(Map.of()), true, false),
                "a\r\n\u001B[31m\u2028\u202Eb",
                new IOException("c\nd"),
                Map.of(LogContext.REQUEST, "r-1", LogContext.ROUTE, "serve-market"));

        assertThat(line.lines()).hasSize(1);
        JsonNode event = new ObjectMapper().readTree(line);
        assertThat(event.get("@timestamp").asText()).matches("[0-9-]{10}T[0-9:.]{12}Z");
        assertThat(event.get("message").asText()).isEqualTo("a\uFFFD\uFFFD\uFFFD[31m\uFFFD\uFFFDb");
        assertThat(text(event, "log.level", "log.logger", "request.id", "route.id", "error.type", "error.message"))
                .containsExactly("WARN", "some.Some", "r-1", "serve-market", "java.io.IOException", "c\nd");
        assertThat(text(event, "service.name", "service.version")).containsExactly("cotinga", Build.version());
        assertThat(event.get("error.stack_trace").asText()).contains("at cotinga.LoggingTest");
    }

    @Test
    void librariesAreQuietAndEachLoggerHasItsLevel() {
        Map<String, String> set = Map.of(
                "cotinga.log.level", "debug",
                "cotinga.log.level.org.apache.camel", "INFO",
                "cotinga.log.level.cotinga.http", "error",
                "cotinga.log.level.org.flywaydb", "");

        try (LoggerContext context = new LoggerContext("levels")) {
            Configuration configuration = new Logging(settings(set), true, false).configuration(context);
            configuration.initialize();

            assertThat(Stream.of("cotinga.run", "cotinga.http.Gateway", "org.apache.camel.main", "org.flywaydb", "io")
                            .map(name -> configuration.getLoggerConfig(name).getLevel()))
                    .containsExactly(Level.DEBUG, Level.ERROR, Level.INFO, Level.WARN, Level.WARN);
            assertThat(configuration.getLoggerConfig("cotinga.access").getLevel())
                    .isEqualTo(Level.INFO);
        }
    }

    @Test
    void theFileIsJsonAndReplacedWhenItIsFull() throws IOException {
        Map<String, String> set = Map.of("cotinga.log.file", "logs/c.log", "cotinga.log.file.max-size", "2KB");
        try (LoggerContext context = new LoggerContext("file")) {
            context.start(new Logging(settings(set), false, true).configuration(context));
            for (int number = 0; number < 40; number++) {
                context.getLogger("some.Some").error("line {}", number);
            }
        }

        List<Path> files = files(workingDirectory.resolve("logs"));
        List<Integer> numbers = new ArrayList<>();
        for (Path file : files) {
            for (String line : linesOf(file)) {
                numbers.add(Integer.valueOf(new ObjectMapper()
                        .readTree(line)
                        .get("message")
                        .asText()
                        .substring("line ".length())));
            }
        }
        assertThat(files).hasSizeGreaterThan(3);
        assertThat(files.stream().map(file -> String.valueOf(file.getFileName())))
                .allMatch(name -> name.matches("c(-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+)?\\.log(\\.gz)?"));
        assertThat(numbers).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void replacedFilesBeyondTheirTotalSizeAreDeleted() throws IOException {
        Path logs = Files.createDirectories(workingDirectory.resolve("logs"));
        Files.writeString(logs.resolve("other-2020-01-01-1.log.gz"), "x");
        Files.writeString(logs.resolve("c-2020-01-01-1.log.gz"), "x".repeat(4_000));
        Map<String, String> set = Map.of(
                "cotinga.log.file", "logs/c.log",
                "cotinga.log.file.max-size", "1KB",
                "cotinga.log.file.max-total", "1KB");

        try (LoggerContext context = new LoggerContext("total")) {
            context.start(new Logging(settings(set), false, true).configuration(context));
            for (int number = 0; number < 40; number++) {
                context.getLogger("some.Some").error("line {}", number);
            }
        }

        assertThat(logs.resolve("c-2020-01-01-1.log.gz")).doesNotExist();
        assertThat(logs.resolve("other-2020-01-01-1.log.gz")).exists();
    }

    @Test
    void aFileThatCannotBeWrittenIsRejected() throws IOException {
        Path file = Files.writeString(workingDirectory.resolve("file"), "");
        Logging logging = new Logging(settings(Map.of("cotinga.log.file", "file/c.log")), false, false);

        assertThatThrownBy(logging::start)
                .isInstanceOfSatisfying(SettingException.class, rejected -> assertThat(rejected.errors())
                        .singleElement()
                        .asString()
                        .startsWith("cotinga.log.file is '" + file.resolve("c.log") + "', which cannot be written"));
    }

    private LogSettings settings(Map<String, String> set) {
        Properties properties = new Properties();
        properties.putAll(new HashMap<>(set));
        return Settings.of(SettingTexts.of(workingDirectory, false, Map.of(), properties), Clock.systemUTC())
                .log();
    }

    private static String line(
            Logging logging, String message, @Nullable Throwable failure, Map<String, String> context) {
        StringMap values = new SortedArrayStringMap();
        context.forEach(values::putValue);
        try (LoggerContext lines = new LoggerContext("lines")) {
            Configuration configuration = logging.configuration(lines);
            configuration.initialize();
            Appender console = configuration.getAppender("console");
            return Objects.requireNonNull(console)
                    .getLayout()
                    .toSerializable(Log4jLogEvent.newBuilder()
                            .setLoggerName("some.Some")
                            .setLevel(Level.WARN)
                            .setMessage(new SimpleMessage(message))
                            .setThrown(failure)
                            .setContextData(values)
                            .build())
                    .toString();
        }
    }

    private static List<String> text(JsonNode event, String... keys) {
        return Stream.of(keys).map(key -> event.get(key).asText()).toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<String> linesOf(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllLines(file);
        }
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
