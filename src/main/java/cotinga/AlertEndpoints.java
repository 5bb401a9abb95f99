package cotinga;

import cotinga.alert.Endpoint;
import cotinga.settings.SettingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** Checks the endpoints of alerts that Camel resolves. */
final class AlertEndpoints {
    private AlertEndpoints() {}

    /**
     * Requires that each of them can be sent to.
     *
     * @throws SettingException if Camel does not know one; the message does not show it, because it may contain tokens
     */
    static void require(List<Endpoint> endpoints, CamelContext camel) {
        List<String> errors = new ArrayList<>();
        for (int entry = 1; entry <= endpoints.size(); entry++) {
            int number = entry;
            endpoints
                    .get(entry - 1)
                    .camelUri()
                    .filter(uri -> !isUsable(uri, camel))
                    .ifPresent(uri -> errors.add("cotinga.alerts.endpoints cannot be used (Camel does not know the"
                            + " component of entry " + number + " or one of its options), expected " + Endpoint.FORM));
        }
        if (!errors.isEmpty()) {
            throw new SettingException(errors);
        }
    }

    private static boolean isUsable(String uri, CamelContext camel) {
        try {
            return camel.getEndpoint(uri).createProducer() != null;
        } catch (Exception unknown) {
            return false;
        }
    }
}
