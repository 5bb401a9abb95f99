package cotinga.watchlist;

import cotinga.base.Sha256;
import cotinga.market.PrimaryReport;
import cotinga.measure.Condition;
import cotinga.payload.RowFields;
import cotinga.payload.ScreenerFields;
import cotinga.report.ReportType;
import cotinga.report.Subtype;
import cotinga.snapshot.MarketMeta;
import cotinga.store.alerts.WatchlistRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A condition on the newest week of some markets.
 *
 * @param markets a contract code, the key of a category, or {@link #ALL}
 * @param reportType the report; empty for the primary one of each market
 * @param condition as {@code where} of the screener has it
 * @param label what to call it; may be empty
 */
public record WatchlistEntry(
        String markets, Optional<ReportType> reportType, Subtype subtype, Condition condition, String label) {
    /** Stands for all markets. */
    public static final String ALL = "*";

    /** Stands for the primary report of each market. */
    static final String PRIMARY = "primary";

    private static final int KEY_LENGTH = 32;

    /** Identifies the entry in its watchlist: the same markets, report and condition are the same entry, whatever its label. */
    public String key() {
        String all = String.join("|", markets, report(), subtype.key(), condition.toString());
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_LENGTH);
    }

    /** The key of the report type, or {@code primary}. */
    public String report() {
        return reportType.map(ReportType::key).orElse(PRIMARY);
    }

    /** Whether it is about a market. */
    public boolean covers(MarketMeta market) {
        return markets.equals(ALL)
                || markets.equals(market.code())
                || markets.equals(market.category().key());
    }

    /** What its condition can compare. */
    public RowFields fields() {
        return fields(reportType);
    }

    WatchlistRow row() {
        return new WatchlistRow(markets, report(), subtype.key(), condition.toString(), label);
    }

    static RowFields fields(Optional<ReportType> reportType) {
        return reportType
                .map(type -> new RowFields(List.of(type), ScreenerFields.of(type)))
                .orElseGet(() -> new RowFields(PrimaryReport.TYPES, ScreenerFields.ofPrimaryReports()));
    }
}
