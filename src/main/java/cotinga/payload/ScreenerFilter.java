package cotinga.payload;

import org.jspecify.annotations.Nullable;

/**
 * Selects rows of a screener.
 *
 * @param category the key of the only category to match, null for all
 * @param maxWeeksBehind the maximum lag of a market behind its variant in weeks
 * @param minWeeks the minimum number of weeks of history, up to the number that is read for a row
 */
public record ScreenerFilter(@Nullable String category, int maxWeeksBehind, int minWeeks) {
    /** Markets match with any lag. */
    public static final int ANY_LAG = Integer.MAX_VALUE;

    /** All rows match. */
    public static final ScreenerFilter NONE = new ScreenerFilter(null, ANY_LAG, 1);

    public boolean matches(ScreenerRow row) {
        return (category == null || category.equals(row.meta().category().key()))
                && row.meta().weeksBehind() <= maxWeeksBehind
                && row.weeks() >= minWeeks;
    }
}
