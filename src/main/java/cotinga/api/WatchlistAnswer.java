package cotinga.api;

import cotinga.store.alerts.WatchlistRow;
import cotinga.watchlist.AllWatchlists;
import java.util.List;
import java.util.Locale;

/**
 * A watchlist.
 *
 * @param source {@code file} or {@code stored}
 */
public record WatchlistAnswer(String name, String source, List<WatchlistRow> entries) {
    public WatchlistAnswer {
        entries = List.copyOf(entries);
    }

    static WatchlistAnswer of(AllWatchlists.Listed list) {
        return new WatchlistAnswer(list.name(), list.source().name().toLowerCase(Locale.ROOT), list.entries());
    }
}
