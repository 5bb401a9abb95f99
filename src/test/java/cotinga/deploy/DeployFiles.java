package cotinga.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in {@code deploy/}. */
final class DeployFiles {
    static final Path FOLDER = Path.of("deploy");

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
        Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(text(path(name)));
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
}
