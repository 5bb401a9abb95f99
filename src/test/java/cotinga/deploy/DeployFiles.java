package cotinga.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.settings.SettingErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in {@code deploy/}. */
final class DeployFiles {
    static final Path FOLDER = Path.of("deploy");

    /** An image whose tag is a version. */
    static final Pattern FIXED_TAG = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.-]*");

    /** What a shutdown takes beside {@code cotinga.stop.drain} and {@code cotinga.stop.timeout}. */
    private static final Duration REST_OF_STOP = Duration.ofSeconds(5);

    private static final Pattern VERSION = Pattern.compile("<artifactId>cotinga</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RUNBOOK = Path.of("docs", "operations.md");

    private DeployFiles() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    /** The only document of a YAML file. */
    static JsonNode yaml(String name) {
        List<JsonNode> documents = yamlDocuments(name);
        if (documents.size() != 1) {
            throw new AssertionError(name + " has " + documents.size() + " documents, expected 1");
        }
        return documents.get(0);
    }

    /** The documents of a YAML file. A repeated key is an error. */
    static List<JsonNode> yamlDocuments(String name) {
        return yamlDocumentsOf(text(path(name)));
    }

    static List<JsonNode> yamlDocumentsOf(String text) {
        Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> JSON.<JsonNode>valueToTree(document))
                .toList();
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of a folder whose names have an ending, sorted. */
    static List<Path> list(String folder, String ending) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The link targets of the headings of the runbook. */
    static List<String> anchorsOfRunbook() {
        return text(RUNBOOK)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    static List<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText).toList();
    }

    /** The longest shutdown with the settings of an environment. */
    static Duration stop(Map<String, String> environment) {
        Map<String, String> values = SettingErrors.values(environment);
        return Stream.of("cotinga.stop.drain", "cotinga.stop.timeout")
                .map(setting -> seconds(values.getOrDefault(setting, "")))
                .reduce(REST_OF_STOP, Duration::plus);
    }

    static Duration seconds(String text) {
        Matcher found = SECONDS.matcher(text);
        if (!found.matches()) {
            throw new AssertionError("found " + text + ", expected seconds such as 5s");
        }
        return Duration.ofSeconds(Long.parseLong(found.group(1)));
    }

    /** The default of a port. */
    static String port(String server) {
        return SettingErrors.values(Map.of()).getOrDefault("cotinga." + server + ".port", "");
    }

    /** The version of the project. */
    static String version() {
        return VERSION.matcher(text(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
