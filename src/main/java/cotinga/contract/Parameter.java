package cotinga.contract;

import io.vertx.core.json.JsonObject;

/**
 * A parameter of an operation.
 *
 * @param required whether a request without it is rejected
 * @param values its allowed values
 */
record Parameter(String name, Place place, boolean required, Values values) {
    /** Its place in a request. */
    enum Place {
        PATH,
        QUERY
    }

    static Parameter of(JsonObject parameter) {
        String place = parameter.getString("in");
        return new Parameter(
                parameter.getString("name"),
                switch (place) {
                    case "path" -> Place.PATH;
                    case "query" -> Place.QUERY;
                    default ->
                        throw new IllegalArgumentException("The contract has the parameter '"
                                + parameter.getString("name") + "' in '" + place + "', expected path or query");
                },
                parameter.getBoolean("required", false),
                new Values(parameter.getJsonObject("schema")));
    }
}
