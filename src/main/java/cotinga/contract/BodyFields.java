package cotinga.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a JSON body against its schema, an object of plain fields and of lists of such objects. */
final class BodyFields {
    private static final String ITEMS = "items";

    private final List<Violation> violations = new ArrayList<>();

    private BodyFields() {}

    static List<Violation> violations(JsonObject schema, JsonObject body) {
        BodyFields fields = new BodyFields();
        fields.check("body", schema, body);
        return fields.violations;
    }

    private void check(String place, JsonObject schema, JsonObject object) {
        JsonObject fields = schema.getJsonObject("properties");
        for (String name : object.fieldNames()) {
            JsonObject field = fields.getJsonObject(name);
            if (field == null) {
                violations.add(new Violation(
                        place + "." + Operation.excerpt(name),
                        found(object.getValue(name)),
                        "only the fields " + String.join(", ", fields.fieldNames())));
            } else {
                checkField(place + "." + name, field, object.getValue(name));
            }
        }
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!object.containsKey((String) required)) {
                violations.add(new Violation(
                        place + "." + required,
                        null,
                        new Values(fields.getJsonObject((String) required)).description()));
            }
        }
    }

    private void checkField(String place, JsonObject field, @Nullable Object value) {
        Values values = new Values(field);
        if (field.containsKey(ITEMS)
                && value instanceof JsonArray list
                && list.size() >= field.getInteger("minItems", 0)
                && list.size() <= field.getInteger("maxItems", Integer.MAX_VALUE)) {
            for (int index = 0; index < list.size(); index++) {
                checkItem(place + "[" + index + "]", field.getJsonObject(ITEMS), list.getValue(index));
            }
        } else if (field.containsKey(ITEMS) || value == null || !values.allowJson(value)) {
            violations.add(new Violation(place, found(value), values.description()));
        }
    }

    private void checkItem(String place, JsonObject schema, @Nullable Object item) {
        if (item instanceof JsonObject object) {
            check(place, schema, object);
        } else {
            violations.add(new Violation(place, found(item), "an object"));
        }
    }

    private static String found(@Nullable Object value) {
        return Operation.excerpt(String.valueOf(value));
    }
}
