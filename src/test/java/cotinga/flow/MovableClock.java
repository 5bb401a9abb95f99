package cotinga.flow;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** A clock that shows one instant until it is moved. */
final class MovableClock implements InstantSource {
    private volatile Instant now;

    MovableClock(String now) {
        this.now = Instant.parse(now);
    }

    void goTo(String moment) {
        now = Instant.parse(moment);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** As the application takes it. */
    Clock clock() {
        return withZone(ZoneOffset.UTC);
    }
}
