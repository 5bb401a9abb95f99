package cotinga.payload;

import org.jspecify.annotations.Nullable;

/**
 * Selects rows of a screener, their order, and a page of them.
 *
 * @param filter the rows to match
 * @param sortBy one of {@link ScreenerFields}; null orders by code, ascending
 * @param descending the direction of {@code sortBy}; rows without its value come last in either direction, ties by code
 * @param limit the maximum number of rows, 1 or more
 * @param offset the number of matching rows to skip, 0 or more
 */
public record ScreenerQuery(ScreenerFilter filter, @Nullable String sortBy, boolean descending, int limit, int offset) {
    public ScreenerQuery {
        if (limit < 1 || offset < 0) {
            throw new IllegalArgumentException("The page has limit " + limit + " and offset " + offset
                    + ", expected a limit of 1 or more and an offset of 0 or more");
        }
    }
}
