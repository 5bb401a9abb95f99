package cotinga.store.weeks;

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
 * When the CFTC released the new weeks of a load. A week was seen to arrive if the file lacked it at a check within the last 24
 * hours. Otherwise the release calendar gives the moment, unless a check after that moment shows that it is wrong.
 */
final class ReleaseMoments {
    private static final Duration RECENT = Duration.ofHours(24);

    /** When a week was released, and whether the moment is derived from the calendar. */
    record Moment(OffsetDateTime at, boolean derived) {}

    /**
     * The last check of the file before this load.
     *
     * @param at when it took place; null when nothing follows from it
     * @param from the first report date for which the file lacked the weeks that are not stored; the weekly file never contains earlier ones
     * @param malformedLines the malformed lines of that time, which may contain the weeks
     */
    record Check(@Nullable Instant at, int from, List<String> malformedLines) {
        static final Check NONE = new Check(null, 0, List.of());
    }

    private final Function<LocalDate, Instant> calendar;
    private final Check lastCheck;
    private final Instant now;
    private final Map<Integer, Moment> derived = new HashMap<>();
    private final Map<Integer, Moment> seen = new HashMap<>();

    ReleaseMoments(Function<LocalDate, Instant> calendar, Check lastCheck, Instant now) {
        this.calendar = calendar;
        this.lastCheck = lastCheck;
        this.now = now;
    }

    /** The moment of a week that was not stored before. */
    Moment of(String code, int reportDate) {
        return hasLacked(code, reportDate)
                ? seen.computeIfAbsent(reportDate, this::seen)
                : derived.computeIfAbsent(reportDate, this::derived);
    }

    private boolean hasLacked(String code, int reportDate) {
        return lastCheck.at() != null
                && reportDate >= lastCheck.from()
                && lastCheck.malformedLines().stream().noneMatch(line -> line.contains(code));
    }

    private Moment seen(int reportDate) {
        Moment byCalendar = derived(reportDate);
        Instant checkedAt = lastCheck.at();
        boolean arrived = checkedAt != null
                && (!checkedAt.isBefore(now.minus(RECENT))
                        || !byCalendar.at().toInstant().isAfter(checkedAt));
        return arrived ? new Moment(now.atOffset(ZoneOffset.UTC), false) : byCalendar;
    }

    /** The moment in the calendar, but not later than now, when the week is first seen. */
    private Moment derived(int reportDate) {
        Instant released = calendar.apply(LocalDate.ofEpochDay(reportDate));
        return new Moment((released.isAfter(now) ? now : released).atOffset(ZoneOffset.UTC), true);
    }
}
