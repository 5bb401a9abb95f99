package cotinga.alert;

import java.util.Map;

/**
 * A message as one endpoint gets it.
 *
 * @param id of the message
 * @param name of the endpoint in the log
 * @param uri of the endpoint, as Camel resolves it
 * @param headers the headers of the request
 */
public record Delivery(String id, String name, String uri, Map<String, Object> headers, String body) {
    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return name;
    }
}
