package cotinga.flow;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that shows the instant to which it was set, in every zone. */
public final class SettableClock extends Clock {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Begins at a local time of New York such as {@code 2026-06-12T15:30}. */
    public static SettableClock inNewYork(String local) {
        return new SettableClock(new AtomicReference<>(instant(local)), ZoneOffset.UTC);
    }

    public void set(String localInNewYork) {
        now.set(instant(localInNewYork));
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(now, other);
    }
}
