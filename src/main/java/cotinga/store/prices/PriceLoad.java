package cotinga.store.prices;

import cotinga.price.PriceOutcome;
import cotinga.store.sql.DataVersion;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.sql.StoreClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores the outcomes of a price run, inside a transaction that its caller ends. What has not changed is not written. */
public final class PriceLoad implements AutoCloseable {
    private static final Sql LOCK_PRICES = Sql.named("lock-prices");
    private static final Sql MARK_PRICES_CHANGED = Sql.named("mark-prices-changed");
    private static final Sql DELETE_OLD_PRICE_REVISIONS = Sql.named("delete-old-price-revisions");

    /** How long a version can be read after another one has replaced it. A reader can be behind for a while. */
    private static final Duration READ_AFTERWARDS = Duration.ofMinutes(10);

    private final Connection connection;
    private final Instant moment;
    private final long publishedVersion;
    private final PriceSymbols symbols;
    private final PriceUnits units;
    private final PriceBars bars;

    /** Waits for other price runs and publications, then reads which symbols there are. */
    public PriceLoad(Connection connection, String source, StoreClock clock) throws SQLException {
        this.connection = connection;
        lock(connection);
        this.publishedVersion = DataVersion.published(connection);
        this.moment = clock.next(connection);
        this.symbols = new PriceSymbols(connection, source, moment);
        this.units = new PriceUnits(connection, source, publishedVersion + 1);
        this.bars = new PriceBars(connection, publishedVersion);
    }

    /** Waits until no prices are stored or published, and keeps both waiting until the transaction ends. */
    public static void lock(Connection connection) throws SQLException {
        try (NamedStatement lock = LOCK_PRICES.prepare(connection)) {
            lock.list(row -> row.getInt(1));
        }
    }

    /**
     * Stores the bars, if there are any, and records how the request ended. A whole history in another unit replaces all that is
     * stored of the symbol; the last days alone in another unit are a failure.
     */
    PriceChange store(PriceOutcome answer) throws SQLException {
        long symbolId = symbols.id(answer.symbol());
        Map<Long, PriceBars.Stored> stored =
                PriceBars.ofDays(connection, symbolId, answer.series().bars());
        Optional<String> difference = units.difference(answer, stored.values());
        boolean isReplacing = difference.isPresent() && answer.request().whole();
        PriceOutcome outcome = difference.isPresent() && !isReplacing
                ? PriceOutcome.failed(answer.request(), notStored(difference.get()))
                : answer;
        PriceBars.Written written = bars.write(
                symbolId,
                outcome.series().bars(),
                isReplacing ? PriceBars.all(connection, symbolId) : stored,
                isReplacing);
        units.store(symbolId, outcome);
        symbols.record(outcome, isReplacing);
        return new PriceChange(
                outcome,
                written.inserted(),
                written.changed(),
                written.removed(),
                isReplacing ? difference : Optional.empty());
    }

    /** How an answer differs in its unit from what is stored of its symbol, published or not; empty when it fits. */
    static Optional<String> unitDifference(Connection connection, String source, PriceOutcome outcome)
            throws SQLException {
        Long symbolId = PriceSymbols.ids(connection).get(outcome.symbol());
        return symbolId == null
                ? Optional.empty()
                : new PriceUnits(connection, source, Long.MAX_VALUE)
                        .difference(
                                outcome,
                                PriceBars.ofDays(
                                                connection,
                                                symbolId,
                                                outcome.series().bars())
                                        .values());
    }

    private static String notStored(String difference) {
        return difference
                + "; expected the unit of the stored bars, or the whole history in the new one. The prices stored before"
                + " stay; the next run requests the whole history.";
    }

    /** Marks the next version as changed if it is, and deletes the revisions that no reader can request any more. */
    void finish(List<PriceChange> changes) throws SQLException {
        if (units.hasChanged() || changes.stream().anyMatch(PriceChange::isAny)) {
            try (NamedStatement mark = MARK_PRICES_CHANGED.prepare(connection)) {
                mark.set("version", publishedVersion + 1).update();
            }
        }
        try (NamedStatement forget = DELETE_OLD_PRICE_REVISIONS.prepare(connection)) {
            forget.set("published_version", publishedVersion)
                    .set("before", moment.minus(READ_AFTERWARDS))
                    .update();
        }
    }

    @Override
    public void close() throws SQLException {
        bars.close();
    }
}
