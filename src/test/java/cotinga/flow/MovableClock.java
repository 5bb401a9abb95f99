package cotinga.flow;

import cotinga.base.NewYork;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that shows one instant until it is moved. Clocks of other zones that derive from it move with it. */
public final class MovableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private MovableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Shows an instant such as {@code 2026-06-12T19:30:00Z}. */
    public static MovableClock at(String instant) {
        return new MovableClock(new AtomicReference<>(Instant.parse(instant)), ZoneOffset.UTC);
    }

    /** Shows a local time in New York such as {@code 2026-06-12T15:30}. */
    public static MovableClock inNewYork(String local) {
        return new MovableClock(new AtomicReference<>(instant(local)), ZoneOffset.UTC);
    }

    public void goTo(String instant) {
        now.set(Instant.parse(instant));
    }

    public void goToNewYork(String local) {
        now.set(instant(local));
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(NewYork.ZONE).toInstant();
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
        return new MovableClock(now, other);
    }
}
