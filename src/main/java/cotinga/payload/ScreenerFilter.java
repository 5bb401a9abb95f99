package cotinga.payload;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of a screener match.
 *
 * @param category the key of the only category wanted, null for all
 * @param maxWeeksBehind how many weeks a market may lag behind its variant
 * @param minWeeks how many weeks of history a market has at least, up to the number that are read for a row
 */
public record ScreenerFilter(@Nullable String category, int maxWeeksBehind, int minWeeks) {
    /** Markets match however many weeks they lag. */
    public static final int ANY_LAG = Integer.MAX_VALUE;

    /** All rows match. */
    public static final ScreenerFilter NONE = new ScreenerFilter(null, ANY_LAG, 1);

    boolean matches(ScreenerRow row) {
        return (category == null || category.equals(row.meta().category().key()))
                && row.meta().weeksBehind() <= maxWeeksBehind
                && row.weeks() >= minWeeks;
    }

    /** Tells this filter from others, as a client would ask for it, each parameter followed by {@code &}. */
    String key() {
        return (category == null ? "" : "category=" + category + "&")
                + (maxWeeksBehind == ANY_LAG ? "" : "max_weeks_behind=" + maxWeeksBehind + "&")
                + (minWeeks <= 1 ? "" : "min_weeks=" + minWeeks + "&");
    }
}
