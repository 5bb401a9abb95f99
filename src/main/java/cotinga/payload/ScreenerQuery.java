package cotinga.payload;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of a screener, in which order, and which part of them.
 *
 * @param filter which rows match
 * @param sortBy one of {@link ScreenerFields}; null orders by code, ascending
 * @param descending the direction of {@code sortBy}; rows without its value come last in either direction, ties by code
 * @param limit how many rows at most, 1 or more
 * @param offset how many matching rows to leave out first, 0 or more
 */
public record ScreenerQuery(ScreenerFilter filter, @Nullable String sortBy, boolean descending, int limit, int offset) {
    public ScreenerQuery {
        if (limit < 1 || offset < 0) {
            throw new IllegalArgumentException("The page has limit " + limit + " and offset " + offset
                    + ", expected a limit of 1 or more and an offset of 0 or more");
        }
    }

    /** Tells this page from others, as a client would ask for it: {@code page?sort_by=code&sort_dir=asc&limit=100&offset=0}. */
    public String key() {
        return "page?" + filter.key()
                + (sortBy == null ? "" : "sort_by=" + sortBy + "&sort_dir=" + (descending ? "desc" : "asc") + "&")
                + "limit=" + limit + "&offset=" + offset;
    }
}
