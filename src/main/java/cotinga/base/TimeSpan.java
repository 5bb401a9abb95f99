package cotinga.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Formats durations for messages. */
public final class TimeSpan {
    private TimeSpan() {}

    /** {@code 2 s}, {@code 30 min}, {@code 1 h 30 min} or {@code 2 d}; milliseconds appear only below a second. */
    public static String text(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        List<String> parts = new ArrayList<>();
        add(parts, duration.toDaysPart(), "d");
        add(parts, duration.toHoursPart(), "h");
        add(parts, duration.toMinutesPart(), "min");
        add(parts, duration.toSecondsPart(), "s");
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + " " + unit);
        }
    }
}
