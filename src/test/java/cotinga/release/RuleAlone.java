package cotinga.release;

import java.nio.file.Path;

/** A release calendar without late weeks. */
public final class RuleAlone {
    private RuleAlone() {}

    public static ReleaseCalendar calendar() {
        return ReleaseCalendar.load(Path.of("src/test/resources/release/no-late-weeks.csv"));
    }
}
