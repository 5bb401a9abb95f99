package cotinga.api;

import cotinga.store.alerts.WatchlistRow;
import java.util.List;

/**
 * The requested content of a watchlist.
 *
 * @param entries as the contract allows them; whether their conditions are valid is not known yet
 */
public record WatchlistRequest(List<WatchlistRow> entries) {
    public WatchlistRequest {
        entries = List.copyOf(entries);
    }
}
