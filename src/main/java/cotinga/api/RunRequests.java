package cotinga.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cotinga.store.RunKind;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a client asks for when it wants a run. */
public final class RunRequests {
    private static final String FORM = "{\"kind\": \"reports\" or \"prices\", \"force\": true or false}";
    private static final Set<String> FIELDS = Set.of("kind", "force");
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final boolean pricesEnabled;

    /** @param pricesEnabled whether there are price runs at all */
    public RunRequests(boolean pricesEnabled) {
        this.pricesEnabled = pricesEnabled;
    }

    /**
     * Reads a body: {@code kind}, and {@code force}, which may be left out.
     *
     * @throws RequestException when it is not what is allowed, or when it asks for prices and they are switched off
     */
    public RunRequest of(@Nullable String body) {
        JsonNode json = json(body);
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw RequestException.badField(name, json.get(name).toString(), "only the fields kind and force");
            }
        });
        RunRequest request = new RunRequest(kind(json.get("kind")), force(json.get("force")));
        if (request.kind() == RunKind.PRICES && !pricesEnabled) {
            throw RequestException.conflict(
                    "Prices are switched off; set cotinga.prices.enabled to true and start the application again");
        }
        return request;
    }

    private static JsonNode json(@Nullable String body) {
        if (body == null || body.isBlank()) {
            throw RequestException.badBody("empty", FORM);
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                throw RequestException.badBody("no JSON object", FORM);
            }
            return json;
        } catch (JsonProcessingException e) {
            throw RequestException.badBody("no JSON (" + e.getOriginalMessage() + ")", FORM);
        }
    }

    private static RunKind kind(@Nullable JsonNode kind) {
        if (kind == null) {
            throw RequestException.badField("kind", "missing", "reports or prices");
        }
        return Arrays.stream(RunKind.values())
                .filter(known -> kind.isTextual() && known.key().equals(kind.textValue()))
                .findFirst()
                .orElseThrow(() -> RequestException.badField("kind", kind.toString(), "\"reports\" or \"prices\""));
    }

    private static boolean force(@Nullable JsonNode force) {
        if (force == null) {
            return false;
        }
        if (!force.isBoolean()) {
            throw RequestException.badField("force", force.toString(), "true or false");
        }
        return force.booleanValue();
    }
}
