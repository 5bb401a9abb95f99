package cotinga.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces are sent.
 *
 * @param endpoint the base URL of an OTLP/HTTP receiver; empty if there are no traces
 * @param share of the traces that are sent, from 0 to 1
 * @param headers of the requests to the receiver
 */
public record TraceSettings(Optional<String> endpoint, double share, Map<String, String> headers) {
    static TraceSettings read(SettingReader reader) {
        return new TraceSettings(
                reader.httpAddressIfSet("cotinga.traces.endpoint"),
                reader.share("cotinga.traces.share"),
                reader.secret("cotinga.traces.headers", "a list of name=value", TraceSettings::headers)
                        .orElse(Map.of()));
    }

    private static Map<String, String> headers(String list) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : list.split(",", -1)) {
            String[] parts = header.strip().split("=", 2);
            if (parts.length < 2 || !parts[0].matches("[A-Za-z0-9-]+") || parts[1].isBlank()) {
                throw new IllegalArgumentException("header " + (headers.size() + 1) + " has no name or no value");
            }
            headers.put(parts[0], parts[1]);
        }
        return Map.copyOf(headers);
    }

    /** Does not show the headers, which may hold a token. */
    @Override
    public String toString() {
        return "traces to " + endpoint.orElse("nowhere");
    }
}
