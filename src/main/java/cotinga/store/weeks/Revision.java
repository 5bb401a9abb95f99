package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published week that changed, vanished or returned.
 *
 * @param variant the report
 * @param code the contract code
 * @param reportDate the week's as-of day
 * @param seenAt when that was detected
 * @param kind what happened
 * @param dataVersion the data version from which on readers see it
 * @param changes the fields that differ from before
 */
public record Revision(
        ReportVariant variant,
        String code,
        LocalDate reportDate,
        Instant seenAt,
        Kind kind,
        long dataVersion,
        List<Change> changes) {
    /** What can happen to a week. */
    public enum Kind {
        CHANGED,
        VANISHED,
        RETURNED
    }

    /**
     * One field of a week: a text, a whole number or a percentage; null when it was not disclosed or the week did not exist.
     *
     * @param field its name in the store, such as {@code open_interest}, {@code g1_long} or {@code name}
     * @param before the value before
     * @param after the value from then on
     */
    public record Change(String field, @Nullable Object before, @Nullable Object after) {}

    public Revision {
        changes = List.copyOf(changes);
    }
}
