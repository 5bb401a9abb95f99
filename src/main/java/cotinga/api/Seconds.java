package cotinga.api;

import java.time.Duration;

/** Durations as responses state them. */
final class Seconds {
    private Seconds() {}

    /** A duration in seconds, to the millisecond. */
    static double of(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
