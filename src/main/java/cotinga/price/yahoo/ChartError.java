package cotinga.price.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Yahoo's error in a response without a chart: {@code {"chart":{"result":null,"error":{"code":…,"description":…}}}}, or the same under
 * {@code finance}.
 *
 * @param code such as {@code Not Found}; empty if there is none
 * @param description for people; empty if there is none
 */
record ChartError(String code, String description) {
    private static final String NOT_FOUND = "Not Found";
    private static final String BAD_REQUEST = "Bad Request";
    private static final String UNPROCESSABLE = "Unprocessable Entity";

    /** The error in a response, if it has one. */
    static Optional<ChartError> of(JsonNode response) {
        for (String root : new String[] {"chart", "finance"}) {
            JsonNode error = response.path(root).path("error");
            if (error.isObject()) {
                return Optional.of(new ChartError(
                        error.path("code").asText(""), error.path("description").asText("")));
            }
            if (!error.isMissingNode() && !error.isNull()) {
                return Optional.of(new ChartError("", error.asText("")));
            }
        }
        return Optional.empty();
    }

    boolean isUnknownSymbol() {
        return code.equals(NOT_FOUND);
    }

    boolean isBadRequest() {
        return code.equals(BAD_REQUEST) || code.equals(UNPROCESSABLE);
    }

    String text() {
        return code.isEmpty() || description.isEmpty() ? code + description : code + ": " + description;
    }
}
