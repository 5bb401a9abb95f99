package cotinga.watchlist;

import cotinga.market.MarketCategories;
import cotinga.store.alerts.WatchlistRow;
import cotinga.store.alerts.WatchlistStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchlists of the file, which do not change while the service runs, and the stored ones. A stored watchlist with a name that the
 * file has too is not used.
 */
public final class AllWatchlists {
    private static final Logger LOG = LoggerFactory.getLogger(AllWatchlists.class);

    private final List<Watchlist> ofFile;
    private final WatchlistStore store;
    private final EntryReader reader;

    public AllWatchlists(List<Watchlist> ofFile, WatchlistStore store, MarketCategories categories) {
        this.ofFile = List.copyOf(ofFile);
        this.store = store;
        this.reader = new EntryReader(categories);
    }

    /** Where a watchlist is. */
    public enum Source {
        FILE,
        STORED
    }

    /** A watchlist, and where it is. */
    public record Listed(String name, Source source, List<WatchlistRow> entries) {
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /** The watchlists in the order of their names. */
    public Collection<Listed> all() {
        SortedMap<String, Listed> lists = new TreeMap<>();
        store.all().forEach((name, entries) -> lists.put(name, new Listed(name, Source.STORED, entries)));
        for (Watchlist list : ofFile) {
            lists.put(
                    list.name(),
                    new Listed(
                            list.name(),
                            Source.FILE,
                            list.entries().stream().map(WatchlistEntry::row).toList()));
        }
        return lists.values();
    }

    /** The watchlist with a name. */
    public Optional<Listed> find(String name) {
        return all().stream().filter(list -> list.name().equals(name)).findFirst();
    }

    /** Whether the file has a watchlist with a name. */
    public boolean isInFile(String name) {
        return ofFile.stream().anyMatch(list -> list.name().equals(name));
    }

    /**
     * The watchlists that can be evaluated. A stored entry can become invalid, such as one whose category was removed from the data file;
     * it is logged and left out.
     */
    public List<Watchlist> valid() {
        List<Watchlist> lists = new ArrayList<>(ofFile);
        store.all().forEach((name, rows) -> {
            if (!isInFile(name)) {
                lists.add(new Watchlist(
                        name,
                        rows.stream().flatMap(row -> valid(name, row).stream()).toList()));
            }
        });
        return lists;
    }

    private Optional<WatchlistEntry> valid(String name, WatchlistRow row) {
        try {
            return Optional.of(reader.read(row));
        } catch (EntryException e) {
            LOG.warn(
                    "The stored watchlist {} has an entry that is not evaluated: found the {} '{}', expected {}; replace or delete the list"
                            + " at /api/v1/admin/watchlists/{}",
                    name,
                    e.field(),
                    e.found(),
                    e.expected(),
                    name);
            return Optional.empty();
        }
    }

    /**
     * Reads an entry.
     *
     * @throws EntryException if it is not valid
     */
    public WatchlistEntry entry(WatchlistRow row) {
        return reader.read(row);
    }

    /** The number of entries of all watchlists other than one. */
    public int entriesBeside(String name) {
        return all().stream()
                .filter(list -> !list.name().equals(name))
                .mapToInt(list -> list.entries().size())
                .sum();
    }

    /** Stores a watchlist, or replaces the stored one with its name; returns whether it is new. */
    public boolean save(Watchlist list) {
        return store.replace(
                list.name(), list.entries().stream().map(WatchlistEntry::row).toList());
    }

    /** Deletes a stored watchlist; returns whether there was one. */
    public boolean delete(String name) {
        return store.delete(name);
    }
}
