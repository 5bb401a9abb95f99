package cotinga.store.alerts;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The watchlists that operators change while the service runs. */
public final class WatchlistStore {
    private static final Sql WATCHLIST_ENTRIES = Sql.named("watchlist-entries");
    private static final Sql INSERT_WATCHLIST_ENTRY = Sql.named("insert-watchlist-entry");
    private static final Sql DELETE_WATCHLIST = Sql.named("delete-watchlist");

    private final DataSource database;

    public WatchlistStore(DataSource database) {
        this.database = database;
    }

    /** The entries of all watchlists, in their order, by the names of the lists. */
    public SortedMap<String, List<WatchlistRow>> all() {
        return Transaction.read(database, "read the watchlists", connection -> {
            SortedMap<String, List<WatchlistRow>> lists = new TreeMap<>();
            try (NamedStatement statement = WATCHLIST_ENTRIES.prepare(connection);
                    ResultSet rows = statement.query()) {
                while (rows.next()) {
                    lists.computeIfAbsent(ResultColumns.text(rows, "watchlist"), first -> new ArrayList<>())
                            .add(WatchlistRow.read(rows));
                }
            }
            return lists;
        });
    }

    /**
     * Creates or replaces a watchlist; returns whether it is new.
     *
     * @param entries at least one
     */
    public boolean replace(String name, List<WatchlistRow> entries) {
        return Transaction.writeAnywhere(database, "store the watchlist " + name, connection -> {
            boolean isNew = !delete(connection, name);
            try (NamedStatement insertion = INSERT_WATCHLIST_ENTRY.prepare(connection)) {
                for (int place = 0; place < entries.size(); place++) {
                    WatchlistRow entry = entries.get(place);
                    insertion
                            .set("watchlist", name)
                            .set("place", place)
                            .set("markets", entry.markets())
                            .set("report_type", entry.reportType())
                            .set("subtype", entry.subtype())
                            .set("condition_text", entry.condition())
                            .set("label", entry.label())
                            .addToBatch();
                }
                insertion.executeBatch();
            }
            return isNew;
        });
    }

    /** Deletes a watchlist; returns whether there was one. */
    public boolean delete(String name) {
        return Transaction.writeAnywhere(
                database, "delete the watchlist " + name, connection -> delete(connection, name));
    }

    private static boolean delete(Connection connection, String name) throws SQLException {
        try (NamedStatement deletion = DELETE_WATCHLIST.prepare(connection)) {
            return deletion.set("watchlist", name).update() > 0;
        }
    }
}
