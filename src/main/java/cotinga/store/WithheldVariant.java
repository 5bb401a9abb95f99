package cotinga.store;

import cotinga.report.ReportVariant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A variant that readers keep as it was published, because something is wrong with what is stored of it.
 *
 * @param asOf the data version at which readers see it; 0 when it was never published
 * @param withheldAt since when
 * @param runId the run that held it back first, if one did
 * @param newestReportDate the newest release as it is stored
 * @param newestMarkets how many markets that release has
 * @param lostWeeks published weeks that are stored no more
 * @param cause what kind of thing is wrong
 * @param oddMarkets markets of that release whose open interest is odd
 * @param reason what was found and what was expected
 */
public record WithheldVariant(
        ReportVariant variant,
        long asOf,
        Instant withheldAt,
        @Nullable Long runId,
        LocalDate newestReportDate,
        int newestMarkets,
        long lostWeeks,
        WithholdingCause cause,
        int oddMarkets,
        String reason) {

    static WithheldVariant read(ResultSet row) throws SQLException {
        return new WithheldVariant(
                Columns.variant(row),
                row.getLong("as_of"),
                Columns.instant(row, "held_at"),
                Columns.numberOrNull(row, "run_id"),
                Columns.date(row, "newest_report_date"),
                row.getInt("newest_markets"),
                row.getLong("lost_weeks"),
                WithholdingCause.ofKey(Columns.text(row, "cause")),
                row.getInt("odd_markets"),
                Columns.text(row, "reason"));
    }
}
