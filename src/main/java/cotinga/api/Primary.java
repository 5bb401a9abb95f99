package cotinga.api;

import cotinga.market.MarketCategories;
import cotinga.report.MarketCategory;
import cotinga.report.ReportType;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.snapshot.Snapshot;
import java.util.Optional;
import java.util.Set;

/** The primary report of a market. */
final class Primary {
    private Primary() {}

    /** The primary report of a published market among its reports of these subtypes; empty if only the supplemental one is among them. */
    static Optional<ReportType> of(Snapshot snapshot, String code, Set<Subtype> subtypes, MarketCategories categories) {
        MarketCategory category = snapshot.markets().values().stream()
                .map(markets -> markets.get(code))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(MarketMeta::category)
                .orElseThrow();
        return categories.primaryReport(category, snapshot.reportTypes(code, subtypes));
    }
}
