package cotinga.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When the CFTC released the weeks that a load finds new. A week is seen arriving when a look at the same file within the last 24
 * hours lacked it; otherwise the calendar of releases tells the moment, unless a look after that moment proves it wrong.
 */
final class ReleaseMoments {
    private static final Duration LATELY = Duration.ofHours(24);

    /** When a week was released, and whether that was derived from the calendar. */
    record Moment(OffsetDateTime at, boolean derived) {}

    /**
     * The last look at the file before this load.
     *
     * @param at when it was; null when nothing can be concluded from it
     * @param from the report date from which on the file lacked what is not stored; the weekly file lacks all others always
     * @param misunderstood the lines that could not be understood then: their weeks may have been there
     */
    record Look(@Nullable Instant at, int from, List<String> misunderstood) {
        static final Look NONE = new Look(null, 0, List.of());
    }

    private final Function<LocalDate, Instant> calendar;
    private final Look look;
    private final Instant now;
    private final Map<Integer, Moment> derived = new HashMap<>();
    private final Map<Integer, Moment> seen = new HashMap<>();

    ReleaseMoments(Function<LocalDate, Instant> calendar, Look look, Instant now) {
        this.calendar = calendar;
        this.look = look;
        this.now = now;
    }

    /** The moment of a week that was not stored before. */
    Moment of(String code, int reportDate) {
        return hasLacked(code, reportDate)
                ? seen.computeIfAbsent(reportDate, this::seen)
                : derived.computeIfAbsent(reportDate, this::derived);
    }

    private boolean hasLacked(String code, int reportDate) {
        return look.at() != null
                && reportDate >= look.from()
                && look.misunderstood().stream().noneMatch(line -> line.contains(code));
    }

    private Moment seen(int reportDate) {
        Moment byCalendar = derived(reportDate);
        Instant lookedAt = look.at();
        boolean arrived = lookedAt != null
                && (!lookedAt.isBefore(now.minus(LATELY))
                        || !byCalendar.at().toInstant().isAfter(lookedAt));
        return arrived ? new Moment(now.atOffset(ZoneOffset.UTC), false) : byCalendar;
    }

    /** What the calendar says, but never later than the week was seen. */
    private Moment derived(int reportDate) {
        Instant released = calendar.apply(LocalDate.ofEpochDay(reportDate));
        return new Moment((released.isAfter(now) ? now : released).atOffset(ZoneOffset.UTC), true);
    }
}
