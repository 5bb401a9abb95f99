package cotinga.store.publications;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.weeks.VariantMarkets;
import cotinga.store.weeks.WeekId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The variants and markets of publications, inside a transaction that its caller ends. Only the newest publication keeps its markets. */
final class PublishedDirectory {
    private static final Sql INSERT_PUBLISHED_VARIANT = Sql.named("insert-published-variant");
    private static final Sql PUBLISHED_VARIANTS = Sql.named("published-variants");
    private static final Sql DELETE_PUBLISHED_MARKETS = Sql.named("delete-published-markets");
    private static final Sql INSERT_PUBLISHED_MARKET = Sql.named("insert-published-market");
    private static final Sql PUBLISHED_MARKETS = Sql.named("published-markets");

    private PublishedDirectory() {}

    /** The variants of a publication. */
    static List<PublishedVariant> variants(Connection connection, long version) throws SQLException {
        try (NamedStatement variants = PUBLISHED_VARIANTS.prepare(connection)) {
            return variants.set("version", version).list(PublishedVariant::read);
        }
    }

    /** The markets of the newest publication, variant by variant, by code. */
    static List<PublishedMarket> markets(Connection connection) throws SQLException {
        try (NamedStatement markets = PUBLISHED_MARKETS.prepare(connection)) {
            return markets.list(PublishedMarket::read);
        }
    }

    /** Adds the variants of a publication, and replaces the markets of the one before. */
    static void write(
            Connection connection, long version, List<PublishedVariant> variants, List<PublishedMarket> markets)
            throws SQLException {
        insertVariants(connection, version, variants);
        replaceMarkets(connection, markets, variants);
    }

    private static void insertVariants(Connection connection, long version, List<PublishedVariant> variants)
            throws SQLException {
        try (NamedStatement insertions = INSERT_PUBLISHED_VARIANT.prepare(connection)) {
            for (PublishedVariant variant : variants) {
                insertions
                        .set("version", version)
                        .set("variant", WeekId.variant(variant.variant()))
                        .set("weeks", variant.weeks())
                        .set("markets", variant.markets())
                        .set("report_dates", variant.reportDates())
                        .set("first_date", variant.firstDate())
                        .set("last_date", variant.lastDate())
                        .set("as_of", variant.asOf())
                        .addToBatch();
            }
            insertions.executeBatch();
        }
    }

    private static void replaceMarkets(
            Connection connection, List<PublishedMarket> markets, List<PublishedVariant> variants) throws SQLException {
        try (NamedStatement all = DELETE_PUBLISHED_MARKETS.prepare(connection)) {
            all.update();
        }
        try (NamedStatement insertions = INSERT_PUBLISHED_MARKET.prepare(connection)) {
            for (PublishedVariant variant : variants) {
                Map<String, Integer> ids = VariantMarkets.markets(connection, variant.variant());
                Map<VariantMarkets.Name, Integer> names = VariantMarkets.names(connection, variant.variant());
                for (PublishedMarket market : markets) {
                    if (market.variant() == variant.variant()) {
                        insertions
                                .set("market_id", ids.get(market.code()))
                                .set("name_id", names.get(new VariantMarkets.Name(market.name(), market.exchange())))
                                .set("weeks", market.weeks())
                                .set("first_date", market.firstDate())
                                .set("last_date", market.lastDate())
                                .addToBatch();
                    }
                }
            }
            insertions.executeBatch();
        }
    }
}
