package cotinga.alert;

import java.util.Map;

/**
 * A message as one endpoint gets it.
 *
 * @param name of the endpoint in the log
 * @param isHttp whether the address is one of HTTP, and not the URI of an endpoint of Camel
 * @param headers the headers of the request
 */
public record Delivery(String name, boolean isHttp, String address, Map<String, Object> headers, String body) {
    public Delivery {
        headers = Map.copyOf(headers);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return name;
    }
}
