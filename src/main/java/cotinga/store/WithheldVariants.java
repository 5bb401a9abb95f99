package cotinga.store;

import cotinga.report.ReportVariant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The variants that are withheld from publication, inside a transaction that its caller ends. */
final class WithheldVariants {
    private static final Sql HELD_VARIANTS = Sql.named("held-variants");
    private static final Sql FORGET_HELD_VARIANTS = Sql.named("forget-held-variants");
    private static final Sql HOLD_VARIANT = Sql.named("hold-variant");

    private WithheldVariants() {}

    static Map<ReportVariant, HeldVariant> read(Connection connection) throws SQLException {
        Map<ReportVariant, HeldVariant> withheld = new EnumMap<>(ReportVariant.class);
        try (NamedStatement variants = HELD_VARIANTS.prepare(connection)) {
            variants.list(HeldVariant::read).forEach(variant -> withheld.put(variant.variant(), variant));
        }
        return withheld;
    }

    /** Withholds these variants, and no others. */
    static void replace(Connection connection, Collection<HeldVariant> variants) throws SQLException {
        try (NamedStatement all = FORGET_HELD_VARIANTS.prepare(connection)) {
            all.update();
        }
        try (NamedStatement insertions = HOLD_VARIANT.prepare(connection)) {
            for (HeldVariant held : variants) {
                insertions
                        .set("variant", WeekId.variant(held.variant()))
                        .set("as_of", held.asOf())
                        .set("held_at", held.heldAt())
                        .set("run_id", held.runId())
                        .set("newest_report_date", held.newestReportDate())
                        .set("newest_markets", held.newestMarkets())
                        .set("lost_weeks", held.lostWeeks())
                        .set("cause", held.cause().key())
                        .set("odd_markets", held.oddMarkets())
                        .set("reason", held.reason())
                        .addToBatch();
            }
            insertions.executeBatch();
        }
    }
}
