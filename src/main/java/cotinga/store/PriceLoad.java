package cotinga.store;

import cotinga.report.PriceBar;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceSeries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The storing of a price run's outcomes, inside a transaction that its caller ends; what has not changed is not written. */
final class PriceLoad implements AutoCloseable {
    private static final Sql LOCK_PRICES = Sql.named("lock-prices");
    private static final Sql MARK_PRICES_CHANGED = Sql.named("mark-prices-changed");
    private static final Sql FORGET_PRICE_REVISIONS = Sql.named("forget-price-revisions");
    private static final Sql INSERT_PRICE_SYMBOL = Sql.named("insert-price-symbol");
    private static final Sql UPDATE_PRICE_SYMBOL = Sql.named("update-price-symbol");
    private static final Sql STORED_BARS = Sql.named("stored-bars");
    private static final Sql KEEP_PRICE_REVISION = Sql.named("keep-price-revision");
    private static final Sql INSERT_BAR = Sql.named("insert-bar");
    private static final Sql UPDATE_BAR = Sql.named("update-bar");

    /** A bar of the store, and the version since which readers see it. */
    private record StoredBar(long sinceVersion, PriceBar bar) {}

    private final Connection connection;
    private final String source;
    private final Instant now;
    private final long publishedVersion;
    private final Map<String, Long> ids;
    private final Map<String, PriceSymbol> symbols;
    private final NamedStatement revisions;
    private final NamedStatement insertions;
    private final NamedStatement updates;

    /** Waits for other price runs and publications, then learns which symbols there are. */
    PriceLoad(Connection connection, String source, Instant now) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.now = now;
        lock(connection);
        this.publishedVersion = PublicationStore.publishedVersion(connection);
        this.ids = PriceStore.ids(connection);
        this.symbols = PriceStore.symbols(connection);
        this.revisions = KEEP_PRICE_REVISION.prepare(connection);
        this.insertions = INSERT_BAR.prepare(connection);
        this.updates = UPDATE_BAR.prepare(connection);
    }

    /** Waits until no prices are stored or published, and keeps both waiting until the transaction ends. */
    static void lock(Connection connection) throws SQLException {
        try (NamedStatement lock = LOCK_PRICES.prepare(connection)) {
            lock.list(row -> row.getInt(1));
        }
    }

    /** Stores the bars, if there are any, and remembers how the request ended. */
    PriceChange store(PriceOutcome outcome) throws SQLException {
        PriceChange change = storeBars(outcome);
        PriceSymbol symbol = symbols.getOrDefault(outcome.symbol(), PriceSymbol.asked(outcome.symbol(), source, now))
                .after(outcome, source, now);
        symbols.put(symbol.symbol(), symbol);
        try (NamedStatement update = UPDATE_PRICE_SYMBOL.prepare(connection)) {
            describe(update, symbol).update();
        }
        return change;
    }

    /** Remembers whether there is something to publish, and forgets what nobody can ask for any more. */
    void finish(List<PriceChange> changes) throws SQLException {
        if (changes.stream().anyMatch(change -> change.written() > 0)) {
            try (NamedStatement mark = MARK_PRICES_CHANGED.prepare(connection)) {
                mark.set("version", version()).update();
            }
        }
        try (NamedStatement forget = FORGET_PRICE_REVISIONS.prepare(connection)) {
            forget.set("published_version", publishedVersion).update();
        }
    }

    @Override
    public void close() throws SQLException {
        for (NamedStatement statement : List.of(revisions, insertions, updates)) {
            statement.close();
        }
    }

    private long version() {
        return publishedVersion + 1;
    }

    /** The number of a symbol; one that is new is added. */
    private long id(String symbol) throws SQLException {
        Long known = ids.get(symbol);
        if (known != null) {
            return known;
        }
        try (NamedStatement insertion = INSERT_PRICE_SYMBOL.prepareInsert(connection)) {
            long added =
                    describe(insertion, PriceSymbol.asked(symbol, source, now)).insert();
            ids.put(symbol, added);
            return added;
        }
    }

    private PriceChange storeBars(PriceOutcome outcome) throws SQLException {
        PriceSeries series = outcome.series();
        long symbolId = id(series.symbol());
        Map<Long, StoredBar> storedBars = storedBars(symbolId, series.bars());
        int inserted = 0;
        int changed = 0;
        for (PriceBar bar : series.bars()) {
            long id = BarId.of(symbolId, bar.date());
            StoredBar stored = storedBars.get(id);
            if (stored == null) {
                describe(insertions, id, bar).addToBatch();
                inserted++;
            } else if (!stored.bar().equals(bar)) {
                if (stored.sinceVersion() <= publishedVersion) {
                    revisions.set("id", id).set("version", version()).addToBatch();
                }
                describe(updates, id, bar).addToBatch();
                changed++;
            }
        }
        revisions.executeBatch();
        updates.executeBatch();
        insertions.executeBatch();
        return new PriceChange(outcome, inserted, changed);
    }

    private Map<Long, StoredBar> storedBars(long symbolId, List<PriceBar> bars) throws SQLException {
        Map<Long, StoredBar> stored = new HashMap<>();
        if (bars.isEmpty()) {
            return stored;
        }
        try (NamedStatement statement = STORED_BARS.prepare(connection)) {
            statement
                    .set("first", BarId.of(symbolId, bars.get(0).date()))
                    .set("last", BarId.of(symbolId, bars.get(bars.size() - 1).date()));
            try (ResultSet rows = statement.query()) {
                while (rows.next()) {
                    stored.put(rows.getLong("id"), new StoredBar(rows.getLong("since_version"), readBar(rows)));
                }
            }
        }
        return stored;
    }

    /** The bar of a row with {@code id, open, high, low, close, volume}. */
    static PriceBar readBar(ResultSet row) throws SQLException {
        Long volume = Columns.numberOrNull(row, "volume");
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

    private NamedStatement describe(NamedStatement statement, long id, PriceBar bar) throws SQLException {
        return statement
                .set("id", id)
                .set("since_version", version())
                .set("open", priceOrNull(bar.open()))
                .set("high", priceOrNull(bar.high()))
                .set("low", priceOrNull(bar.low()))
                .set("close", bar.close())
                .set("volume", bar.volume().isPresent() ? bar.volume().getAsLong() : null);
    }

    private static @Nullable Double priceOrNull(double price) {
        return Double.isNaN(price) ? null : Double.valueOf(price);
    }

    private static NamedStatement describe(NamedStatement statement, PriceSymbol symbol) throws SQLException {
        return statement
                .set("symbol", symbol.symbol())
                .set("source", symbol.source())
                .set("currency", symbol.currency())
                .set("asked_at", symbol.askedAt())
                .set("asked_from", symbol.askedFrom())
                .set("answered_at", symbol.answeredAt())
                .set("unknown_since", symbol.unknownSince())
                .set("ask_again_on", symbol.askAgainOn())
                .set("error", symbol.error())
                .set("newest_bar", symbol.newestBar());
    }
}
