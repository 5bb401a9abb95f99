package cotinga.store.alerts;

import cotinga.report.ReportVariant;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The report that a condition of a watchlist has become true for a market.
 *
 * @param id grows with each alert
 * @param dataVersion the publication after which that was found
 * @param found what became true
 */
public record MarketAlert(long id, Instant createdAt, long dataVersion, Found found) {
    /**
     * A condition that holds for a market.
     *
     * @param entry the key of the entry in its watchlist
     * @param reportDate the newest week of the market
     * @param values what the condition compares, as a JSON object
     */
    public record Found(
            String watchlist,
            String entry,
            String label,
            ReportVariant variant,
            String code,
            String name,
            LocalDate reportDate,
            String condition,
            String values) {
        Held held() {
            return new Held(watchlist, entry, variant, code);
        }
    }

    /** Which condition holds for which market. */
    public record Held(String watchlist, String entry, ReportVariant variant, String code) {
        static Held read(ResultSet row) throws SQLException {
            return new Held(
                    ResultColumns.text(row, "watchlist"),
                    ResultColumns.text(row, "entry"),
                    ResultColumns.variant(row),
                    ResultColumns.text(row, "code"));
        }
    }

    static MarketAlert read(ResultSet row) throws SQLException {
        return new MarketAlert(
                row.getLong("id"),
                ResultColumns.instant(row, "created_at"),
                row.getLong("data_version"),
                new Found(
                        ResultColumns.text(row, "watchlist"),
                        ResultColumns.text(row, "entry"),
                        ResultColumns.text(row, "label"),
                        ResultColumns.variant(row),
                        ResultColumns.text(row, "code"),
                        ResultColumns.text(row, "name"),
                        ResultColumns.date(row, "report_date"),
                        ResultColumns.text(row, "condition_text"),
                        ResultColumns.text(row, "compared")));
    }
}
