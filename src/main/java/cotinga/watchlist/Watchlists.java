package cotinga.watchlist;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.market.MarketCategories;
import cotinga.store.alerts.WatchlistRow;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads watchlists from a file with the header {@code watchlist,markets,report_type,subtype,condition,label}. */
public final class Watchlists {
    /** The most entries of all watchlists together. */
    public static final int MOST_ENTRIES = 1_000;

    private static final String FORM = "watchlist,markets,report_type,subtype,condition,label";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

    private final EntryReader reader;
    private final Map<String, List<WatchlistEntry>> entries = new LinkedHashMap<>();
    private int count;

    private Watchlists(MarketCategories categories, DataFile file) {
        this.reader = new EntryReader(categories);
        file.requireHeader(FORM);
        file.rows().stream().skip(1).forEach(this::add);
    }

    /**
     * Reads the watchlists of a file.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static List<Watchlist> load(Path file, MarketCategories categories) {
        return new Watchlists(categories, DataFile.read(file)).all();
    }

    /**
     * Reads the watchlists of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static List<Watchlist> load(Reader reader, String source, MarketCategories categories) {
        return new Watchlists(categories, DataFile.read(reader, source)).all();
    }

    private List<Watchlist> all() {
        return entries.entrySet().stream()
                .map(list -> new Watchlist(list.getKey(), list.getValue()))
                .toList();
    }

    private void add(DataFile.Row row) {
        row.requireForm(FORM);
        String name = row.field(0);
        if (!NAME.matcher(name).matches()) {
            throw row.unexpected("the name '" + name + "'", "up to 64 lower-case letters, digits and underscores");
        }
        if (++count > MOST_ENTRIES) {
            throw row.unexpected("more than " + MOST_ENTRIES + " entries", "at most as many");
        }
        WatchlistEntry entry = entry(row);
        List<WatchlistEntry> list = entries.computeIfAbsent(name, first -> new ArrayList<>());
        if (list.stream().anyMatch(other -> other.key().equals(entry.key()))) {
            throw row.unexpected("the same condition again", "one row for each condition; remove one of the two");
        }
        list.add(entry);
    }

    private WatchlistEntry entry(DataFile.Row row) {
        try {
            return reader.read(new WatchlistRow(row.field(1), row.field(2), row.field(3), row.field(4), row.field(5)));
        } catch (EntryException e) {
            throw row.unexpected("the " + e.field().replace('_', ' ') + " '" + e.found() + "'", e.expected());
        }
    }
}
