package cotinga.api;

/**
 * A watchlist that was stored.
 *
 * @param isNew whether there was none with its name before
 */
public record SavedWatchlist(boolean isNew, WatchlistAnswer watchlist) {}
