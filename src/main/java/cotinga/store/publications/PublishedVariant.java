package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A variant of a publication.
 *
 * @param variant the variant
 * @param weeks its weeks, over all markets
 * @param markets how many markets have weeks
 * @param reportDates how many different report dates there are
 * @param firstDate the oldest report date
 * @param lastDate the newest report date
 * @param asOf the data version at which readers see it: that of the publication, or an earlier one while it is withheld
 */
public record PublishedVariant(
        ReportVariant variant,
        long weeks,
        int markets,
        int reportDates,
        LocalDate firstDate,
        LocalDate lastDate,
        long asOf) {

    static PublishedVariant read(ResultSet row) throws SQLException {
        return new PublishedVariant(
                ResultColumns.variant(row),
                row.getLong("weeks"),
                row.getInt("markets"),
                row.getInt("report_dates"),
                ResultColumns.date(row, "first_date"),
                ResultColumns.date(row, "last_date"),
                row.getLong("as_of"));
    }
}
