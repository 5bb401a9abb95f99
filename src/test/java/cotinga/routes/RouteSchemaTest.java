package cotinga.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.Test;

/** The route files are what the schema of Camel's YAML DSL describes, so that editors such as Kaoto open them. */
class RouteSchemaTest {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    /** A number, or a placeholder of one, which Camel reads and its schema does not know: CAMEL-24694. */
    private static final String NUMBER = "maximumRedeliveries";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{cotinga\\.[a-z.-]+}}");

    @Test
    void everyFilePassesTheSchemaOfTheYamlDsl() throws IOException {
        Validator validator = Validator.create(
                JsonSchema.of(schema()),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT4)
                        .setBaseUri("https://camel.apache.org")
                        .setOutputFormat(OutputFormat.Basic));

        assertThat(RouteFiles.paths()).hasSizeGreaterThan(20).allSatisfy(path -> {
            OutputUnit result = validator.validate(document(path));
            assertThat(result.getValid()).as("%s: %s", path, result.getErrors()).isTrue();
        });
    }

    private static JsonObject schema() throws IOException {
        try (InputStream stream = YamlRoutesBuilderLoader.class.getResourceAsStream(SCHEMA)) {
            return new JsonObject(new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonArray document(Path path) {
        return (JsonArray) json(RouteFiles.yaml(path));
    }

    private static boolean isPlaceholder(Object key, Object value) {
        return key.equals(NUMBER) && PLACEHOLDER.matcher(String.valueOf(value)).matches();
    }

    private static Object json(Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, value) -> object.put(String.valueOf(key), isPlaceholder(key, value) ? 1 : json(value)));
            return new JsonObject(object);
        }
        if (node instanceof List<?> list) {
            return new JsonArray(list.stream().map(RouteSchemaTest::json).toList());
        }
        return node;
    }
}
