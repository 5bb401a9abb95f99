package cotinga.store.prices;

import cotinga.price.PriceBar;
import cotinga.store.sql.BatchStatement;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compares the bars of a price run with the stored ones, and writes what is new or different, in batches. */
final class PriceBars implements AutoCloseable {
    private static final Sql STORED_BARS = Sql.named("stored-bars");
    private static final Sql KEEP_PRICE_REVISION = Sql.named("keep-price-revision");
    private static final Sql INSERT_BAR = Sql.named("insert-bar");
    private static final Sql UPDATE_BAR = Sql.named("update-bar");
    private static final Sql DELETE_BAR = Sql.named("delete-bar");

    /** A bar of the store, and the version since which readers see it. */
    record Stored(long sinceVersion, PriceBar bar) {}

    /** How many bars a comparison has written and removed. */
    record Written(int inserted, int changed, int removed) {}

    private final long publishedVersion;
    private final NamedStatement revisions;
    private final BatchStatement insertions;
    private final NamedStatement updates;
    private final NamedStatement deletions;

    /** @param publishedVersion the version that readers see; bars are written for the one that follows */
    PriceBars(Connection connection, long publishedVersion) throws SQLException {
        this.publishedVersion = publishedVersion;
        this.revisions = KEEP_PRICE_REVISION.prepare(connection).set("version", publishedVersion + 1);
        this.insertions = INSERT_BAR.prepareRows(connection).set("since_version", publishedVersion + 1);
        this.updates = UPDATE_BAR.prepare(connection).set("since_version", publishedVersion + 1);
        this.deletions = DELETE_BAR.prepare(connection);
    }

    /** All stored bars of a symbol, by their numbers. */
    static Map<Long, Stored> all(Connection connection, long symbolId) throws SQLException {
        return between(connection, BarId.of(symbolId, LocalDate.EPOCH), BarId.last(symbolId));
    }

    /** The stored bars from the first to the last day of some bars, by their numbers. */
    static Map<Long, Stored> ofDays(Connection connection, long symbolId, List<PriceBar> bars) throws SQLException {
        return bars.isEmpty()
                ? Map.of()
                : between(
                        connection,
                        BarId.of(symbolId, bars.get(0).date()),
                        BarId.of(symbolId, bars.get(bars.size() - 1).date()));
    }

    private static Map<Long, Stored> between(Connection connection, long first, long last) throws SQLException {
        Map<Long, Stored> stored = new HashMap<>();
        try (NamedStatement statement = STORED_BARS.prepare(connection);
                ResultSet rows = statement.set("first", first).set("last", last).query()) {
            while (rows.next()) {
                stored.put(rows.getLong("id"), new Stored(rows.getLong("since_version"), read(rows)));
            }
        }
        return stored;
    }

    /**
     * Writes the bars that are new or different.
     *
     * @param stored what is stored, by number
     * @param isReplacing whether stored bars that are not among these are removed
     */
    Written write(long symbolId, List<PriceBar> bars, Map<Long, Stored> stored, boolean isReplacing)
            throws SQLException {
        Map<Long, Stored> others = new HashMap<>(stored);
        int inserted = 0;
        int changed = 0;
        for (PriceBar bar : bars) {
            long id = BarId.of(symbolId, bar.date());
            Stored before = others.remove(id);
            if (before == null) {
                describe(insertions, id, bar).addToBatch();
                inserted++;
            } else if (!before.bar().equals(bar)) {
                keep(id, before);
                describe(updates, id, bar).addToBatch();
                changed++;
            }
        }
        int removed = isReplacing ? remove(others) : 0;
        revisions.executeBatch();
        updates.executeBatch();
        insertions.executeBatch();
        deletions.executeBatch();
        return new Written(inserted, changed, removed);
    }

    private int remove(Map<Long, Stored> bars) throws SQLException {
        for (Map.Entry<Long, Stored> bar : bars.entrySet()) {
            keep(bar.getKey(), bar.getValue());
            deletions.set("id", bar.getKey()).addToBatch();
        }
        return bars.size();
    }

    /** Keeps a revision of what readers of the published version see. */
    private void keep(long id, Stored stored) throws SQLException {
        if (stored.sinceVersion() <= publishedVersion) {
            revisions.set("id", id).addToBatch();
        }
    }

    /** The bar of a row with {@code id, open, high, low, close, volume}. */
    static PriceBar read(ResultSet row) throws SQLException {
        Long volume = ResultColumns.numberOrNull(row, "volume");
        return new PriceBar(
                BarId.date(row.getLong("id")),
                price(row, "open"),
                price(row, "high"),
                price(row, "low"),
                price(row, "close"),
                volume == null ? OptionalLong.empty() : OptionalLong.of(volume));
    }

    private static double price(ResultSet row, String column) throws SQLException {
        double price = row.getDouble(column);
        return row.wasNull() ? Double.NaN : price;
    }

    private static BatchStatement describe(BatchStatement statement, long id, PriceBar bar) throws SQLException {
        return statement
                .set("id", id)
                .set("open", priceOrNull(bar.open()))
                .set("high", priceOrNull(bar.high()))
                .set("low", priceOrNull(bar.low()))
                .set("close", bar.close())
                .set("volume", bar.volume().isPresent() ? bar.volume().getAsLong() : null);
    }

    private static @Nullable Double priceOrNull(double price) {
        return Double.isNaN(price) ? null : Double.valueOf(price);
    }

    @Override
    public void close() throws SQLException {
        for (BatchStatement statement : List.of(revisions, insertions, updates, deletions)) {
            statement.close();
        }
    }
}
