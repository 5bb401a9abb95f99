package cotinga.base;

import java.time.ZoneId;

/** The CFTC's local time: its report dates are days in New York, and its release times are given in New York time. */
public final class NewYork {
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private NewYork() {}
}
