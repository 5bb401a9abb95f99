package cotinga.watchlist;

import java.util.List;

/**
 * A named list of conditions.
 *
 * @param name identifies it
 * @param entries no two with the same key
 */
public record Watchlist(String name, List<WatchlistEntry> entries) {
    public Watchlist {
        entries = List.copyOf(entries);
    }
}
