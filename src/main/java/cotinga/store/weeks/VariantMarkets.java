package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The markets of a variant and the names of their weeks, for a load that may add to both. The load has locked the variant. */
public final class VariantMarkets implements AutoCloseable {
    private static final Sql MARKETS_OF_VARIANT = Sql.named("markets-of-variant");
    private static final Sql INSERT_MARKET = Sql.named("insert-market");
    private static final Sql NAMES_OF_VARIANT = Sql.named("names-of-variant");
    private static final Sql INSERT_NAME = Sql.named("insert-name");

    /** A name with the exchange's initials. */
    public record Name(String name, String exchange) {}

    private final ReportVariant variant;
    private final Map<String, Integer> markets;
    private final Map<Name, Integer> names;
    private final NamedStatement marketInsertion;
    private final NamedStatement nameInsertion;
    private final int lastStoredMarket;
    private int lastMarket;
    private int lastName;

    public VariantMarkets(Connection connection, ReportVariant variant) throws SQLException {
        this.variant = variant;
        this.markets = markets(connection, variant);
        this.names = names(connection, variant);
        this.marketInsertion = INSERT_MARKET.prepare(connection);
        this.nameInsertion = INSERT_NAME.prepare(connection);
        this.lastStoredMarket = last(markets);
        this.lastMarket = lastStoredMarket;
        this.lastName = last(names);
    }

    /** The stored markets of a variant: code → number. */
    public static Map<String, Integer> markets(Connection connection, ReportVariant variant) throws SQLException {
        Map<String, Integer> markets = new HashMap<>();
        try (NamedStatement statement = MARKETS_OF_VARIANT.prepare(connection);
                ResultSet rows =
                        statement.set("variant", WeekId.variant(variant)).query()) {
            while (rows.next()) {
                markets.put(ResultColumns.text(rows, "code"), rows.getInt("id"));
            }
        }
        return markets;
    }

    /** The stored names of a variant: name → number. */
    public static Map<Name, Integer> names(Connection connection, ReportVariant variant) throws SQLException {
        Map<Name, Integer> names = new HashMap<>();
        try (NamedStatement statement = NAMES_OF_VARIANT.prepare(connection);
                ResultSet rows =
                        statement.set("variant", WeekId.variant(variant)).query()) {
            while (rows.next()) {
                names.put(
                        new Name(ResultColumns.text(rows, "name"), ResultColumns.text(rows, "exchange")),
                        rows.getInt("id"));
            }
        }
        return names;
    }

    /** The number of a market, which is added when its code is new. */
    int market(String code) throws SQLException {
        Integer known = markets.get(code);
        if (known != null) {
            return known;
        }
        int id = ++lastMarket;
        marketInsertion
                .set("id", id)
                .set("variant", WeekId.variant(variant))
                .set("code", code)
                .update();
        markets.put(code, id);
        return id;
    }

    /** The markets that are stored: code → number. */
    Map<String, Integer> all() {
        return Map.copyOf(markets);
    }

    /** Whether a market was added by this load. */
    boolean isNew(int market) {
        return market > lastStoredMarket;
    }

    /** The number of a name with its exchange, which is added when it is new. */
    int name(String name, String exchange) throws SQLException {
        Name key = new Name(name, exchange);
        Integer known = names.get(key);
        if (known != null) {
            return known;
        }
        int id = ++lastName;
        nameInsertion
                .set("id", id)
                .set("variant", WeekId.variant(variant))
                .set("name", name)
                .set("exchange", exchange)
                .update();
        names.put(key, id);
        return id;
    }

    @Override
    public void close() throws SQLException {
        marketInsertion.close();
        nameInsertion.close();
    }

    private int last(Map<?, Integer> numbers) {
        return numbers.values().stream().mapToInt(Integer::intValue).max().orElse(WeekId.marketsBefore(variant));
    }
}
