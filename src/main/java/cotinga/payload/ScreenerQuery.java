package cotinga.payload;

import cotinga.measure.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects rows of a screener, columns of measures beside them, their order, and a page of them.
 *
 * @param filter the rows to match
 * @param where what the fields of the rows and columns of measures must be; null for anything
 * @param columns the keys of the columns of measures to add
 * @param sortBy one of {@link ScreenerFields}, or the key of a column of measures; null orders by code, ascending
 * @param descending the direction of {@code sortBy}; rows without its value come last in either direction, ties by code
 * @param limit the maximum number of rows, 1 or more
 * @param offset the number of matching rows to skip, 0 or more
 */
public record ScreenerQuery(
        ScreenerFilter filter,
        @Nullable Condition where,
        List<String> columns,
        @Nullable String sortBy,
        boolean descending,
        int limit,
        int offset) {
    public ScreenerQuery {
        columns = List.copyOf(columns);
        if (limit < 1 || offset < 0) {
            throw new IllegalArgumentException("The page has limit " + limit + " and offset " + offset
                    + ", expected a limit of 1 or more and an offset of 0 or more");
        }
    }

    /** A query without columns of measures. */
    public ScreenerQuery(ScreenerFilter filter, @Nullable String sortBy, boolean descending, int limit, int offset) {
        this(filter, null, List.of(), sortBy, descending, limit, offset);
    }
}
