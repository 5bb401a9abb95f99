package cotinga.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cotinga.base.Excerpt;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation of the contract, with the requests that it allows. */
public final class Operation {
    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

    private static final int SHOWN_CHARACTERS = 100;
    private static final String JSON = "application/json";
    private static final ObjectReader BODIES = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, Object>>() {});

    private final String id;
    private final String method;
    private final PathTemplate path;
    private final Map<String, Parameter> ofPath = new LinkedHashMap<>();
    private final Map<String, Parameter> ofQuery = new LinkedHashMap<>();
    private final @Nullable JsonObject body;

    /**
     * @param parameters the parameters of the path and of the operation, with references resolved
     * @param body the schema of the JSON body; null if there is none
     */
    Operation(String id, String method, String path, List<Parameter> parameters, @Nullable JsonObject body) {
        this.id = id;
        this.method = method;
        this.path = new PathTemplate(path);
        this.body = body;
        for (Parameter parameter : parameters) {
            (parameter.place() == Parameter.Place.PATH ? ofPath : ofQuery).put(parameter.name(), parameter);
        }
    }

    /** Its name in the document, which generated clients use as a method name. */
    public String id() {
        return id;
    }

    /** {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}. */
    public String method() {
        return method;
    }

    /** Its path with the parameters' names in braces. */
    public String path() {
        return path.text();
    }

    /** Whether a request has a JSON body. */
    public boolean hasBody() {
        return body != null;
    }

    boolean isAt(String rawPath) {
        return path.matches(rawPath);
    }

    /** Whether the path has no parameter, so that it takes precedence over paths with parameters. */
    boolean isPlain() {
        return ofPath.isEmpty();
    }

    /**
     * The parameters of a request.
     *
     * @param values the decoded values of path and query, by name; only those that the contract allows
     * @param violations everything that the contract does not allow
     */
    public record Arguments(Map<String, String> values, List<Violation> violations) {}

    /**
     * Reads the path and the query of a request.
     *
     * @param rawPath the raw path, which must be that of this operation
     * @param rawQuery the raw query; null if there is none
     */
    public Arguments read(String rawPath, @Nullable String rawQuery) {
        Arguments found = new Arguments(new LinkedHashMap<>(), new ArrayList<>());
        path.values(rawPath).forEach((name, raw) -> read(ofPath.get(name), name, raw.replace("+", "%2B"), found));
        Map<String, List<String>> query = query(rawQuery);
        query.forEach((name, values) -> {
            if (values.size() > 1) {
                found.violations.add(new Violation(
                        excerpt(name),
                        values.stream().map(Operation::excerpt).collect(Collectors.joining("' and '")),
                        "one value"));
            } else {
                read(ofQuery.get(name), name, values.get(0), found);
            }
        });
        for (Parameter parameter : ofQuery.values()) {
            if (parameter.required() && !query.containsKey(parameter.name())) {
                found.violations.add(
                        new Violation(parameter.name(), null, parameter.values().description()));
            }
        }
        return found;
    }

    /** Everything in a request's body that the contract does not allow. */
    public List<Violation> violations(byte[] sent) {
        if (body == null) {
            return sent.length == 0 ? List.of() : List.of(unwantedBody());
        }
        Optional<JsonObject> fields = fields(sent);
        if (fields.isPresent()) {
            return BodyFields.violations(body, fields.get());
        }
        return List.of(new Violation("body", excerpt(new String(sent, StandardCharsets.UTF_8)), "a JSON object"));
    }

    /** The fields of a body; empty if it is not a JSON object. */
    public Optional<JsonObject> fields(byte[] sent) {
        try {
            Map<String, Object> fields = BODIES.readValue(sent);
            return Optional.ofNullable(fields).map(JsonObject::new);
        } catch (IOException e) {
            LOG.debug("Rejected a body that is not JSON", e);
            return Optional.empty();
        }
    }

    /** The violation of a request with a body that the operation does not have. */
    public static Violation unwantedBody() {
        return new Violation("body", "there", "no body");
    }

    private void read(@Nullable Parameter parameter, String name, String raw, Arguments found) {
        if (parameter == null) {
            found.violations.add(new Violation(excerpt(name), excerpt(raw), known()));
            return;
        }
        String text = decoded(raw);
        if (text == null) {
            found.violations.add(new Violation(name, excerpt(raw), "URL-encoded UTF-8"));
        } else if (!parameter.values().allow(text)) {
            found.violations.add(
                    new Violation(name, excerpt(text), parameter.values().description()));
        } else {
            found.values.put(name, text);
        }
    }

    private String known() {
        return ofQuery.isEmpty() ? "no parameters" : "only the parameters " + String.join(", ", ofQuery.keySet());
    }

    /** The raw values of a query by decoded name. */
    private static Map<String, List<String>> query(@Nullable String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return query;
        }
        for (String parameter : rawQuery.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            String decoded = decoded(parts[0]);
            query.computeIfAbsent(decoded == null ? parts[0] : decoded, name -> new ArrayList<>())
                    .add(parts.length == 2 ? parts[1] : "");
        }
        return query;
    }

    /** Decoded text; null if it is not URL-encoded UTF-8. */
    private static @Nullable String decoded(String raw) {
        try {
            String text = URLDecoder.decode(raw, StandardCharsets.UTF_8);
            return text.indexOf('\uFFFD') < 0 ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String excerpt(String text) {
        return Excerpt.cut(text, SHOWN_CHARACTERS);
    }

    /** The media type of bodies. */
    public static String bodyType() {
        return JSON;
    }
}
