package cotinga.api;

import java.util.List;

/**
 * A page of watchlists, in the order of their names.
 *
 * @param total the number of all watchlists
 */
public record WatchlistPage(List<WatchlistAnswer> items, int total, int limit, int offset) {}
