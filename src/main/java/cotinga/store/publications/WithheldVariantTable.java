package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.Sql;
import cotinga.store.weeks.WeekId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The table of the variants that are withheld from publication, inside a transaction that its caller ends. */
final class WithheldVariantTable {
    private static final Sql WITHHELD_VARIANTS = Sql.named("withheld-variants");
    private static final Sql DELETE_WITHHELD_VARIANTS = Sql.named("delete-withheld-variants");
    private static final Sql WITHHOLD_VARIANT = Sql.named("withhold-variant");

    private WithheldVariantTable() {}

    static Map<ReportVariant, WithheldVariant> read(Connection connection) throws SQLException {
        Map<ReportVariant, WithheldVariant> withheld = new EnumMap<>(ReportVariant.class);
        try (NamedStatement variants = WITHHELD_VARIANTS.prepare(connection)) {
            variants.list(WithheldVariant::read).forEach(variant -> withheld.put(variant.variant(), variant));
        }
        return withheld;
    }

    /** Withholds these variants, and no others. */
    static void replace(Connection connection, Collection<WithheldVariant> variants) throws SQLException {
        try (NamedStatement all = DELETE_WITHHELD_VARIANTS.prepare(connection)) {
            all.update();
        }
        try (NamedStatement insertions = WITHHOLD_VARIANT.prepare(connection)) {
            for (WithheldVariant withheld : variants) {
                insertions
                        .set("variant", WeekId.variant(withheld.variant()))
                        .set("as_of", withheld.asOf())
                        .set("withheld_at", withheld.withheldAt())
                        .set("run_id", withheld.runId())
                        .set("newest_report_date", withheld.newestReportDate())
                        .set("newest_markets", withheld.newestMarkets())
                        .set("lost_weeks", withheld.lostWeeks())
                        .set("cause", withheld.cause().key())
                        .set("odd_markets", withheld.oddMarkets())
                        .set("reason", withheld.reason())
                        .addToBatch();
            }
            insertions.executeBatch();
        }
    }
}
