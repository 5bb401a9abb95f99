package cotinga.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API as {@code openapi.yaml} describes it. */
public final class Contract {
    private static final String FILE = "/openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private final String yaml;
    private final JsonObject document;
    private final List<Operation> operations = new ArrayList<>();

    private Contract(String yaml) {
        this.yaml = yaml;
        this.document = new JsonObject(parsed(yaml));
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            addOperations(path, paths.getJsonObject(path));
        }
        operations.sort(Comparator.comparing(Operation::isPlain).reversed());
    }

    /** The contract that ships with the application. */
    public static Contract shipped() {
        try (InputStream stream = Contract.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("The file " + FILE + " is missing in the application");
            }
            return new Contract(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every operation. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The methods of a raw path; none if there is no such path. */
    public List<String> methodsAt(String rawPath) {
        return operations.stream()
                .filter(operation -> operation.isAt(rawPath))
                .map(Operation::method)
                .toList();
    }

    /** The operation of a request. */
    public Optional<Operation> operation(String method, String rawPath) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(rawPath))
                .findFirst();
    }

    /** The document as JSON. */
    public JsonObject document() {
        return document.copy();
    }

    /** The document as YAML. */
    public String yaml() {
        return yaml;
    }

    /** A part of the document, such as a schema, with its references resolved. */
    public JsonObject resolved(JsonObject part) {
        return (JsonObject) resolve(part);
    }

    private void addOperations(String path, JsonObject item) {
        for (String method : item.fieldNames()) {
            if (METHODS.contains(method)) {
                JsonObject operation = item.getJsonObject(method);
                List<Parameter> parameters = new ArrayList<>(parameters(item));
                parameters.addAll(parameters(operation));
                operations.add(new Operation(
                        operation.getString("operationId"),
                        method.toUpperCase(Locale.ROOT),
                        path,
                        parameters,
                        body(operation)));
            }
        }
    }

    private List<Parameter> parameters(JsonObject owner) {
        return owner.getJsonArray("parameters", new JsonArray()).stream()
                .map(parameter -> Parameter.of(resolved((JsonObject) parameter)))
                .toList();
    }

    private @Nullable JsonObject body(JsonObject operation) {
        JsonObject body = operation.getJsonObject("requestBody");
        return body == null
                ? null
                : resolved(body)
                        .getJsonObject("content")
                        .getJsonObject(Operation.bodyType())
                        .getJsonObject("schema");
    }

    private Object resolve(Object part) {
        if (part instanceof JsonArray array) {
            return new JsonArray(
                    new ArrayList<>(array.stream().map(this::resolve).toList()));
        }
        if (!(part instanceof JsonObject object)) {
            return part;
        }
        JsonObject resolved = new JsonObject();
        String reference = object.getString("$ref");
        if (reference != null) {
            resolved.mergeIn((JsonObject) resolve(target(reference)));
        }
        object.forEach(entry -> {
            if (!entry.getKey().equals("$ref")) {
                resolved.put(entry.getKey(), resolve(entry.getValue()));
            }
        });
        return resolved;
    }

    private JsonObject target(String reference) {
        JsonObject target = document;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            target = Optional.ofNullable(target.getJsonObject(step))
                    .orElseThrow(() -> new IllegalStateException(
                            "The contract refers to '" + reference + "', which does not exist"));
        }
        return target;
    }

    @SuppressWarnings("unchecked") // an OpenAPI document is an object
    private static Map<String, Object> parsed(String yaml) {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().setLabel(FILE).build()).loadFromString(yaml);
    }
}
