package cotinga.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import cotinga.contract.Contract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The response records and the schemas of the contract describe the same JSON. */
class ResponseSchemasTest {
    private static final Contract CONTRACT = Contract.shipped();
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(String.class, "string"),
            Map.entry(Instant.class, "string"),
            Map.entry(LocalDate.class, "string"));
    private static final Map<Class<?>, String> FORMATS = Map.of(Instant.class, "date-time", LocalDate.class, "date");

    @ParameterizedTest
    @CsvSource({
        "Problem, cotinga.api.Problem",
        "RunPage, cotinga.api.RunPage",
        "Run, cotinga.api.RunAnswer",
        "Watchlist, cotinga.api.WatchlistAnswer",
        "WatchlistPage, cotinga.api.WatchlistPage",
        "Quality, cotinga.api.QualityAnswer",
        "Status, cotinga.api.StatusAnswer",
        "PublicationEvent, cotinga.api.PublicationEvent",
        "SchedulerStatus, cotinga.api.SchedulerStatus",
        "CacheStats, cotinga.api.CacheStatistics",
        "InvalidatedAnswers, cotinga.api.InvalidatedAnswers",
    })
    void everyRecordHasTheKeysOfItsSchema(String schema, Class<?> response) {
        JsonObject schemas = CONTRACT.document().getJsonObject("components").getJsonObject("schemas");

        assertDescribed(response, CONTRACT.resolved(schemas.getJsonObject(schema)), schema);
    }

    private static void assertDescribed(Class<?> response, JsonObject schema, String place) {
        assertThat(response.isRecord()).as(place).isTrue();
        List<RecordComponent> components = Arrays.asList(response.getRecordComponents());
        JsonObject properties = schema.getJsonObject("properties");
        assertThat(components.stream().map(ResponseSchemasTest::key))
                .as(place)
                .containsExactlyInAnyOrderElementsOf(properties.fieldNames());
        assertThat(components.stream()
                        .filter(component -> !isLeftOutWhenNull(component))
                        .map(ResponseSchemasTest::key))
                .as("required keys of %s", place)
                .containsExactlyInAnyOrderElementsOf(texts(schema.getJsonArray("required")));
        for (RecordComponent component : components) {
            String key = key(component);
            JsonObject property = properties.getJsonObject(key);
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            assertThat(allowsNull(property))
                    .as("%s.%s may be null", place, key)
                    .isEqualTo(isNullable && !isLeftOutWhenNull(component));
            assertType(component.getAnnotatedType(), withoutNull(property), place + "." + key);
        }
    }

    private static void assertType(AnnotatedType annotated, JsonObject schema, String place) {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            AnnotatedType contained = arguments[arguments.length - 1];
            boolean isList = ((ParameterizedType) annotated.getType()).getRawType() == List.class;
            assertThat(types(schema)).as(place).containsExactly(isList ? "array" : "object");
            assertType(contained, schema.getJsonObject(isList ? "items" : "additionalProperties"), place + "[]");
            return;
        }
        Class<?> type = (Class<?>) annotated.getType();
        if (type.isRecord()) {
            assertDescribed(type, schema, place);
            return;
        }
        assertThat(types(schema)).as(place).containsExactly(TYPES.get(type));
        if (FORMATS.containsKey(type)) {
            assertThat(schema.getString("format")).as(place).isEqualTo(FORMATS.get(type));
        }
    }

    private static String key(RecordComponent component) {
        return SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static boolean isLeftOutWhenNull(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class);
    }

    private static boolean allowsNull(JsonObject schema) {
        return schema.containsKey("anyOf") || types(schema).contains("null");
    }

    /** The schema of the values that are not null. */
    private static JsonObject withoutNull(JsonObject schema) {
        JsonArray choices = schema.getJsonArray("anyOf");
        if (choices != null) {
            return choices.getJsonObject(0);
        }
        List<String> types =
                types(schema).stream().filter(type -> !type.equals("null")).toList();
        return schema.copy().put("type", new JsonArray(types));
    }

    private static Set<String> types(JsonObject schema) {
        return schema.getValue("type") instanceof JsonArray several
                ? Set.copyOf(texts(several))
                : Set.of(schema.getString("type"));
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String.class::cast).collect(Collectors.toList());
    }
}
