package cotinga.payload;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects weeks of a market detail, their fields, and their order. Computed values also use earlier weeks.
 *
 * @param from the first report date, null for the market's first
 * @param to the last report date, null for the market's newest
 * @param fields some of {@link WeekFields}, in the selected order; none for all
 * @param newestFirst whether the newest week comes first, or the oldest
 */
public record WeekSelection(
        @Nullable LocalDate from, @Nullable LocalDate to, List<String> fields, boolean newestFirst) {
    /** All weeks with all their fields, the newest first. */
    public static final WeekSelection ALL = new WeekSelection(null, null, List.of(), true);

    public WeekSelection {
        fields = List.copyOf(fields);
    }

    /** Whether a report date, in days since 1970-01-01, is selected. */
    public boolean includes(long epochDay) {
        return (from == null || epochDay >= from.toEpochDay()) && (to == null || epochDay <= to.toEpochDay());
    }
}
