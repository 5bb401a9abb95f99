package cotinga.settings;

import java.time.Duration;

/**
 * The shutdown of a service.
 *
 * @param drain how long requests are still answered, so that load balancers notice
 * @param timeout how long accepted requests and the current step of a run may take after that
 */
public record StopSettings(Duration drain, Duration timeout) {
    /** A single run ends at once. */
    public static final StopSettings NONE = new StopSettings(Duration.ZERO, Duration.ZERO);

    static StopSettings read(SettingReader reader) {
        return new StopSettings(
                reader.duration("cotinga.stop.drain", "0s", "1h"), reader.duration("cotinga.stop.timeout", "0s", "1h"));
    }
}
