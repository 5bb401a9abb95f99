package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.report.MarketCategory;
import cotinga.report.ReportType;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The primary report of a market. */
final class Primary {
    private Primary() {}

    /** The primary report of a published market among its reports of these subtypes; empty if only the supplemental one is among them. */
    static Optional<ReportType> of(Snapshot snapshot, String code, Set<Subtype> subtypes, MarketCategories categories) {
        MarketCategory category = snapshot.markets().values().stream()
                .map(markets -> markets.get(code))
                .filter(Objects::nonNull)
                .findFirst()
                .map(MarketMeta::category)
                .orElseThrow();
        return categories.primaryReport(category, snapshot.reportTypes(code, subtypes));
    }

    /** Whether a published market's report is its primary one among those of the same subtype. */
    static boolean is(MarketMeta meta, Snapshot snapshot, MarketCategories categories) {
        return categories
                .primaryReport(
                        meta.category(),
                        snapshot.reportTypes(
                                meta.code(), EnumSet.of(meta.variant().subtype())))
                .equals(Optional.of(meta.variant().type()));
    }
}
