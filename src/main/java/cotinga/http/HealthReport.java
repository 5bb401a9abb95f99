package cotinga.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a health check, in the shape that Camel's own has.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param checks in the full answer all checks, otherwise those that are down
 * @param details a record that shows the state in the full answer; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HealthReport(String status, List<Check> checks, @Nullable Object details) {
    /** The parts of the service's health that can be requested. */
    public enum Probe {
        /** Everything that an operator should know. */
        FULL(""),
        /** Whether the process can work. */
        LIVE("/live"),
        /** Whether published data can be served. */
        READY("/ready"),
        /** Whether the service has started. */
        STARTED("/started");

        private final String path;

        Probe(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** One check. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(String name, String status, @Nullable String message) {}

    /** A report. */
    public static HealthReport of(boolean isUp, List<Check> checks) {
        return new HealthReport(status(isUp), checks, null);
    }

    /** The same with the details of the full answer. */
    public HealthReport with(Object shown) {
        return new HealthReport(status, checks, shown);
    }

    /** {@code UP} or {@code DOWN}. */
    public static String status(boolean isUp) {
        return isUp ? "UP" : "DOWN";
    }

    boolean isUp() {
        return status.equals("UP");
    }
}
