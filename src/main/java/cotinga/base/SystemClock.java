package cotinga.base;

import java.time.Clock;
import java.time.Duration;

/** The clock of this machine. Tests of several instances let it be wrong, as the clocks of machines are. */
public final class SystemClock {
    /** A system property that only tests set: by how much the clock is ahead, such as {@code PT30S}. */
    private static final String AHEAD = "tests.clock-ahead";

    private static final Clock CLOCK =
            Clock.offset(Clock.systemUTC(), Duration.parse(System.getProperty(AHEAD, Duration.ZERO.toString())));

    private SystemClock() {}

    public static Clock get() {
        return CLOCK;
    }
}
