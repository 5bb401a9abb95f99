package cotinga.api;

import cotinga.store.alerts.WatchlistRow;
import cotinga.watchlist.AllWatchlists;
import cotinga.watchlist.EntryException;
import cotinga.watchlist.Watchlist;
import cotinga.watchlist.WatchlistEntry;
import cotinga.watchlist.Watchlists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists watchlists, and changes the stored ones. A change takes effect when the watchlists are evaluated after the next publication. */
public final class WatchlistAnswers {
    private static final String LIST = "/api/v1/admin/watchlists";

    private final AllWatchlists watchlists;

    public WatchlistAnswers(AllWatchlists watchlists) {
        this.watchlists = watchlists;
    }

    /** A page of the watchlists of the file and of the stored ones. */
    public WatchlistPage page(Request request) {
        Collection<AllWatchlists.Listed> all = watchlists.all();
        int limit = Parameters.limit(request);
        int offset = Parameters.offset(request);
        return new WatchlistPage(
                all.stream().skip(offset).limit(limit).map(WatchlistAnswer::of).toList(), all.size(), limit, offset);
    }

    /** One watchlist. */
    public WatchlistAnswer one(Request request) {
        String name = name(request);
        return watchlists.find(name).map(WatchlistAnswer::of).orElseThrow(() -> unknown(name));
    }

    /**
     * Creates or replaces a watchlist.
     *
     * @throws RequestException when an entry is not valid, when the file has the watchlist, or when there are too many entries
     */
    public synchronized SavedWatchlist save(Request request, WatchlistRequest content) {
        String name = name(request);
        Watchlist list = new Watchlist(name, entries(content.entries()));
        rejectOfFile(name);
        int entries = watchlists.entriesBeside(name) + list.entries().size();
        if (entries > Watchlists.MOST_ENTRIES) {
            throw RequestException.conflict("All watchlists together would have " + entries
                    + " entries, expected at most " + Watchlists.MOST_ENTRIES + ". Send fewer, or delete a watchlist.");
        }
        boolean isNew = watchlists.save(list);
        return new SavedWatchlist(isNew, one(request));
    }

    /** Deletes a watchlist. */
    public synchronized void delete(Request request) {
        String name = name(request);
        rejectOfFile(name);
        if (!watchlists.delete(name)) {
            throw unknown(name);
        }
    }

    private List<WatchlistEntry> entries(List<WatchlistRow> rows) {
        List<WatchlistEntry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (WatchlistRow row : rows) {
            String place = "body.entries[" + entries.size() + "].";
            WatchlistEntry entry;
            try {
                entry = watchlists.entry(row);
            } catch (EntryException e) {
                throw RequestException.badParameter(place + e.field(), e.found(), e.expected());
            }
            if (!keys.add(entry.key())) {
                throw RequestException.badParameter(
                        place + "condition",
                        entry.condition().toString(),
                        "one entry for each condition on the same markets and report; remove one of the two");
            }
            entries.add(entry);
        }
        return entries;
    }

    private void rejectOfFile(String name) {
        if (watchlists.isInFile(name)) {
            throw RequestException.conflict("The watchlist '" + name
                    + "' is in the file of cotinga.watchlists.file, expected the name of a stored one. Change the file and restart"
                    + " the service, or use another name.");
        }
    }

    private static String name(Request request) {
        return request.required("name");
    }

    private static RequestException unknown(String name) {
        return RequestException.notFound("No watchlist has the name '" + name + "'. Watchlists: " + LIST);
    }
}
