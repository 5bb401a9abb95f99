package cotinga.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Checks the fields of a JSON body against its schema, an object of plain fields. */
final class BodyFields {
    private BodyFields() {}

    static List<Violation> violations(JsonObject schema, JsonObject body) {
        List<Violation> violations = new ArrayList<>();
        JsonObject fields = schema.getJsonObject("properties");
        for (String name : body.fieldNames()) {
            JsonObject field = fields.getJsonObject(name);
            String found = Operation.excerpt(String.valueOf(body.getValue(name)));
            if (field == null) {
                violations.add(new Violation(
                        "body." + Operation.excerpt(name),
                        found,
                        "only the fields " + String.join(", ", fields.fieldNames())));
            } else {
                Values values = new Values(field);
                if (body.getValue(name) == null || !values.allowJson(body.getValue(name))) {
                    violations.add(new Violation("body." + name, found, values.description()));
                }
            }
        }
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!body.containsKey((String) required)) {
                violations.add(new Violation(
                        "body." + required, null, new Values(fields.getJsonObject((String) required)).description()));
            }
        }
        return violations;
    }
}
