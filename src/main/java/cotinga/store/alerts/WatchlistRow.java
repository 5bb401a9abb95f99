package cotinga.store.alerts;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An entry of a watchlist as texts.
 *
 * @param markets a contract code, the key of a category, or {@code *}
 * @param reportType the key of a report type, or {@code primary}
 * @param label may be empty
 */
public record WatchlistRow(String markets, String reportType, String subtype, String condition, String label) {
    static WatchlistRow read(ResultSet row) throws SQLException {
        return new WatchlistRow(
                ResultColumns.text(row, "markets"),
                ResultColumns.text(row, "report_type"),
                ResultColumns.text(row, "subtype"),
                ResultColumns.text(row, "condition_text"),
                ResultColumns.text(row, "label"));
    }
}
