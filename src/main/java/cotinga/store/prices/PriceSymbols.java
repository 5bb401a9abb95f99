package cotinga.store.prices;

import cotinga.price.PriceOutcome;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The symbols that were requested from price sources, for a price run that may add to them. */
final class PriceSymbols {
    private static final Sql PRICE_SYMBOLS = Sql.named("price-symbols");
    private static final Sql PRICE_SYMBOL_IDS = Sql.named("price-symbol-ids");
    private static final Sql INSERT_PRICE_SYMBOL = Sql.named("insert-price-symbol");
    private static final Sql UPDATE_PRICE_SYMBOL = Sql.named("update-price-symbol");

    private final Connection connection;
    private final String source;
    private final Instant now;
    private final Map<String, Long> ids;
    private final Map<String, PriceSymbol> symbols;

    PriceSymbols(Connection connection, String source, Instant now) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.now = now;
        this.ids = ids(connection);
        this.symbols = all(connection);
    }

    /** The number of every symbol. */
    static Map<String, Long> ids(Connection connection) throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        try (NamedStatement symbols = PRICE_SYMBOL_IDS.prepare(connection);
                ResultSet rows = symbols.query()) {
            while (rows.next()) {
                ids.put(ResultColumns.text(rows, "symbol"), rows.getLong("id"));
            }
        }
        return ids;
    }

    /** The state of every symbol, in the order of the symbols. */
    static Map<String, PriceSymbol> all(Connection connection) throws SQLException {
        Map<String, PriceSymbol> found = new LinkedHashMap<>();
        try (NamedStatement symbols = PRICE_SYMBOLS.prepare(connection)) {
            symbols.list(PriceSymbol::read).forEach(symbol -> found.put(symbol.symbol(), symbol));
        }
        return found;
    }

    /** The number of a symbol, which is added when it is new. */
    long id(String symbol) throws SQLException {
        Long known = ids.get(symbol);
        if (known != null) {
            return known;
        }
        try (NamedStatement insertion = INSERT_PRICE_SYMBOL.prepareInsert(connection)) {
            long added = describe(insertion, PriceSymbol.requested(symbol, source, now))
                    .insert();
            ids.put(symbol, added);
            return added;
        }
    }

    /**
     * Records how a request ended.
     *
     * @param isReplacing whether the bars of the outcome are all that is stored now
     */
    void record(PriceOutcome outcome, boolean isReplacing) throws SQLException {
        PriceSymbol symbol = symbols.getOrDefault(
                        outcome.symbol(), PriceSymbol.requested(outcome.symbol(), source, now))
                .after(outcome, isReplacing, source, now);
        symbols.put(symbol.symbol(), symbol);
        try (NamedStatement update = UPDATE_PRICE_SYMBOL.prepare(connection)) {
            describe(update, symbol).update();
        }
    }

    private static NamedStatement describe(NamedStatement statement, PriceSymbol symbol) throws SQLException {
        return statement
                .set("symbol", symbol.symbol())
                .set("source", symbol.source())
                .set("asked_at", symbol.requestedAt())
                .set("asked_from", symbol.requestedFrom())
                .set("answered_at", symbol.answeredAt())
                .set("unknown_since", symbol.unknownSince())
                .set("ask_again_on", symbol.requestAgainOn())
                .set("error", symbol.error())
                .set("newest_bar", symbol.newestBar());
    }
}
