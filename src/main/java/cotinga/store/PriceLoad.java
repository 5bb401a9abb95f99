package cotinga.store;

import cotinga.report.PriceBar;
import cotinga.report.PriceOutcome;
import cotinga.report.PriceSeries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private static final Sql DELETE_BAR = Sql.named("delete-bar");
    private static final Sql INSERT_PRICE_UNIT = Sql.named("insert-price-unit");
    private static final Sql DELETE_PRICE_UNIT = Sql.named("delete-price-unit");

    /** A bar of the store, and the version since which readers see it. */
    private record StoredBar(long sinceVersion, PriceBar bar) {}

    private final Connection connection;
    private final String source;
    private final Instant now;
    private final long publishedVersion;
    private final Map<String, Long> ids;
    private final Map<String, PriceSymbol> symbols;
    private final Map<String, PriceUnit> units;
    private final NamedStatement revisions;
    private final NamedStatement insertions;
    private final NamedStatement updates;
    private final NamedStatement deletions;
    private boolean hasNewUnits;

    /** Waits for other price runs and publications, then learns which symbols there are. */
    PriceLoad(Connection connection, String source, Instant now) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.now = now;
        lock(connection);
        this.publishedVersion = PublicationStore.publishedVersion(connection);
        this.ids = PriceStore.ids(connection);
        this.symbols = PriceStore.symbols(connection);
        this.units = PriceUnit.bySymbol(connection, version());
        this.revisions = KEEP_PRICE_REVISION.prepare(connection);
        this.insertions = INSERT_BAR.prepare(connection);
        this.updates = UPDATE_BAR.prepare(connection);
        this.deletions = DELETE_BAR.prepare(connection);
    }

    /** Waits until no prices are stored or published, and keeps both waiting until the transaction ends. */
    static void lock(Connection connection) throws SQLException {
        try (NamedStatement lock = LOCK_PRICES.prepare(connection)) {
            lock.list(row -> row.getInt(1));
        }
    }

    /**
     * Stores the bars, if there are any, and remembers how the request ended. Bars of another unit replace all that is stored of the
     * symbol; the last days alone cannot, and are a failure.
     */
    PriceChange store(PriceOutcome told) throws SQLException {
        long symbolId = id(told.symbol());
        Map<Long, StoredBar> stored = storedBars(symbolId, told.series().bars());
        Optional<String> difference = unitDifference(told, stored.values());
        boolean isReplacing = difference.isPresent() && told.request().whole();
        PriceOutcome outcome = difference.isPresent() && !isReplacing
                ? PriceOutcome.failed(told.request(), notStored(difference.get()))
                : told;
        PriceChange change = isReplacing
                ? storeBars(symbolId, outcome, allBars(symbolId), difference)
                : storeBars(symbolId, outcome, stored, Optional.empty());
        if (!outcome.series().bars().isEmpty()) {
            storeUnit(
                    symbolId,
                    outcome.symbol(),
                    new PriceUnit(source, outcome.series().currency()));
        }
        PriceSymbol symbol = symbols.getOrDefault(outcome.symbol(), PriceSymbol.asked(outcome.symbol(), source, now))
                .after(outcome, isReplacing, source, now);
        symbols.put(symbol.symbol(), symbol);
        try (NamedStatement update = UPDATE_PRICE_SYMBOL.prepare(connection)) {
            describe(update, symbol).update();
        }
        return change;
    }

    /** How an answer differs in its unit from what is stored of its symbol, published or not; empty when it fits. */
    static Optional<String> unitDifference(Connection connection, String source, PriceOutcome outcome)
            throws SQLException {
        Long symbolId = PriceStore.ids(connection).get(outcome.symbol());
        PriceUnit known = PriceUnit.bySymbol(connection, Long.MAX_VALUE).get(outcome.symbol());
        return symbolId == null
                ? Optional.empty()
                : unitDifference(
                        known,
                        source,
                        outcome,
                        storedBars(connection, symbolId, outcome.series().bars())
                                .values());
    }

    private Optional<String> unitDifference(PriceOutcome outcome, Collection<StoredBar> stored) {
        return unitDifference(units.get(outcome.symbol()), source, outcome, stored);
    }

    private static Optional<String> unitDifference(
            @Nullable PriceUnit known, String source, PriceOutcome outcome, Collection<StoredBar> stored) {
        PriceSeries series = outcome.series();
        if (known == null || series.bars().isEmpty()) {
            return Optional.empty();
        }
        Map<LocalDate, PriceBar> storedBars =
                stored.stream().map(StoredBar::bar).collect(Collectors.toMap(PriceBar::date, Function.identity()));
        return known.difference(new PriceUnit(source, series.currency()), storedBars, series.bars());
    }

    private static String notStored(String difference) {
        return difference
                + "; expected the unit of the stored bars, or the whole history in the new one. The prices stored before"
                + " stay; the next run requests the whole history.";
    }

    private void storeUnit(long symbolId, String symbol, PriceUnit unit) throws SQLException {
        if (unit.equals(units.put(symbol, unit))) {
            return;
        }
        hasNewUnits = true;
        try (NamedStatement deletion = DELETE_PRICE_UNIT.prepare(connection);
                NamedStatement insertion = INSERT_PRICE_UNIT.prepare(connection)) {
            deletion.set("symbol_id", symbolId).set("since_version", version()).update();
            insertion
                    .set("symbol_id", symbolId)
                    .set("since_version", version())
                    .set("source", unit.source())
                    .set("currency", unit.currency())
                    .update();
        }
    }

    /** Remembers whether there is something to publish, and forgets what nobody can ask for any more. */
    void finish(List<PriceChange> changes) throws SQLException {
        if (hasNewUnits || changes.stream().anyMatch(PriceChange::isAny)) {
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
        for (NamedStatement statement : List.of(revisions, insertions, updates, deletions)) {
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

    /** @param newUnit how the unit differs: if it does, stored bars that the outcome does not have are removed */
    private PriceChange storeBars(
            long symbolId, PriceOutcome outcome, Map<Long, StoredBar> storedBars, Optional<String> newUnit)
            throws SQLException {
        Map<Long, StoredBar> notAnswered = new HashMap<>(storedBars);
        int inserted = 0;
        int changed = 0;
        for (PriceBar bar : outcome.series().bars()) {
            long id = BarId.of(symbolId, bar.date());
            StoredBar stored = notAnswered.remove(id);
            if (stored == null) {
                describe(insertions, id, bar).addToBatch();
                inserted++;
            } else if (!stored.bar().equals(bar)) {
                keep(id, stored);
                describe(updates, id, bar).addToBatch();
                changed++;
            }
        }
        int removed = newUnit.isPresent() ? remove(notAnswered) : 0;
        revisions.executeBatch();
        updates.executeBatch();
        insertions.executeBatch();
        deletions.executeBatch();
        return new PriceChange(outcome, inserted, changed, removed, newUnit);
    }

    private int remove(Map<Long, StoredBar> bars) throws SQLException {
        for (Map.Entry<Long, StoredBar> bar : bars.entrySet()) {
            keep(bar.getKey(), bar.getValue());
            deletions.set("id", bar.getKey()).addToBatch();
        }
        return bars.size();
    }

    /** Keeps what readers of the published version see. */
    private void keep(long id, StoredBar stored) throws SQLException {
        if (stored.sinceVersion() <= publishedVersion) {
            revisions.set("id", id).set("version", version()).addToBatch();
        }
    }

    private Map<Long, StoredBar> storedBars(long symbolId, List<PriceBar> bars) throws SQLException {
        return storedBars(connection, symbolId, bars);
    }

    private Map<Long, StoredBar> allBars(long symbolId) throws SQLException {
        return storedBars(connection, BarId.of(symbolId, LocalDate.EPOCH), BarId.last(symbolId));
    }

    /** The stored bars from the first to the last day of some bars. */
    private static Map<Long, StoredBar> storedBars(Connection connection, long symbolId, List<PriceBar> bars)
            throws SQLException {
        return bars.isEmpty()
                ? Map.of()
                : storedBars(
                        connection,
                        BarId.of(symbolId, bars.get(0).date()),
                        BarId.of(symbolId, bars.get(bars.size() - 1).date()));
    }

    private static Map<Long, StoredBar> storedBars(Connection connection, long first, long last) throws SQLException {
        Map<Long, StoredBar> stored = new HashMap<>();
        try (NamedStatement statement = STORED_BARS.prepare(connection)) {
            statement.set("first", first).set("last", last);
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
                .set("asked_at", symbol.askedAt())
                .set("asked_from", symbol.askedFrom())
                .set("answered_at", symbol.answeredAt())
                .set("unknown_since", symbol.unknownSince())
                .set("ask_again_on", symbol.askAgainOn())
                .set("error", symbol.error())
                .set("newest_bar", symbol.newestBar());
    }
}
