package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * An entry of the directory of markets.
 *
 * @param variant the report
 * @param code the contract code
 * @param name the newest week's name
 * @param exchange the newest week's exchange initials
 * @param weeks the number of its weeks
 * @param firstDate its oldest report date
 * @param lastDate its newest report date
 */
public record PublishedMarket(
        ReportVariant variant,
        String code,
        String name,
        String exchange,
        int weeks,
        LocalDate firstDate,
        LocalDate lastDate) {

    static PublishedMarket read(ResultSet row) throws SQLException {
        return new PublishedMarket(
                ResultColumns.variant(row),
                ResultColumns.text(row, "code"),
                ResultColumns.text(row, "name"),
                ResultColumns.text(row, "exchange"),
                row.getInt("weeks"),
                ResultColumns.date(row, "first_date"),
                ResultColumns.date(row, "last_date"));
    }
}
