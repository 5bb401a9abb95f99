package cotinga.api;

import cotinga.contract.Operation;
import cotinga.contract.Violation;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON body of a request. */
final class JsonBody {
    private JsonBody() {}

    /**
     * The fields of a body.
     *
     * @param body null without one
     * @throws RequestException when it violates the contract
     */
    static JsonObject fields(Operation operation, byte @Nullable [] body) {
        byte[] sent = body == null ? new byte[0] : body;
        List<Violation> violations = operation.violations(sent);
        if (!violations.isEmpty()) {
            throw RequestException.violating(violations);
        }
        return operation.fields(sent).orElseThrow();
    }
}
