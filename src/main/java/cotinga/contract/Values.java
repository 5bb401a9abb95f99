package cotinga.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values that a schema of the contract allows. It validates them and describes them in messages. */
final class Values {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final String DATE = "date";

    private final JsonObject schema;
    private final Validator validator;

    /** @param schema the schema, with references resolved */
    Values(JsonObject schema) {
        this.schema = schema;
        this.validator = Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT202012)
                        .setBaseUri("urn:cotinga")
                        .setOutputFormat(OutputFormat.Flag));
    }

    /** Whether a text of a path or query is allowed. */
    boolean allow(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        boolean number = "integer".equals(schema.getValue("type"));
        if (number && !WHOLE_NUMBER.matcher(text).matches()) {
            return false;
        }
        return allowJson(number ? Long.valueOf(text) : text) && (!isDate() || isDay(text));
    }

    /** Whether a value of a JSON body is allowed. */
    boolean allowJson(Object value) {
        return Boolean.TRUE.equals(validator.validate(value).getValid());
    }

    /** A description for messages: {@code one of fo, co}, {@code a whole number from 1 to 1000} … */
    String description() {
        JsonArray choices = schema.getJsonArray("enum");
        if (choices != null) {
            return "one of " + choices.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return switch (String.valueOf(schema.getValue("type"))) {
            case "integer" -> number();
            case "boolean" -> "true or false";
            case "string", "array" -> text();
            default -> "what the contract at /api/docs describes";
        };
    }

    private String number() {
        Long least = schema.getLong("minimum");
        Long most = schema.getLong("maximum");
        boolean open = most == null || most >= Integer.MAX_VALUE;
        return "a whole number" + (least == null ? "" : " from " + least + (open ? " on" : " to " + most));
    }

    private String text() {
        if (isDate()) {
            return "a date such as 2026-05-19";
        }
        String described = schema.getString("description");
        if (described != null) {
            return Character.toLowerCase(described.charAt(0)) + described.substring(1);
        }
        String pattern = schema.getString("pattern");
        if (pattern != null) {
            return "a text of the form " + pattern;
        }
        return "a text of " + schema.getInteger("minLength", 0) + " to " + schema.getInteger("maxLength", 0)
                + " characters";
    }

    private boolean isDate() {
        return DATE.equals(schema.getString("format"));
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException noDay) {
            return false;
        }
    }
}
