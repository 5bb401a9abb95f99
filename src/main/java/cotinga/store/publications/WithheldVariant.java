package cotinga.store.publications;

import cotinga.report.ReportVariant;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A variant whose stored state is suspicious, so that readers keep its published state.
 *
 * @param asOf the data version at which readers see it; 0 when it was never published
 * @param withheldAt since when it is withheld
 * @param runId the run that withheld it first, if one did
 * @param newestReportDate the newest release as it is stored
 * @param newestMarkets how many markets that release has
 * @param lostWeeks published weeks that are no longer stored
 * @param cause the kind of anomaly
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
                ResultColumns.variant(row),
                row.getLong("as_of"),
                ResultColumns.instant(row, "withheld_at"),
                ResultColumns.numberOrNull(row, "run_id"),
                ResultColumns.date(row, "newest_report_date"),
                row.getInt("newest_markets"),
                row.getLong("lost_weeks"),
                WithholdingCause.ofKey(ResultColumns.text(row, "cause")),
                row.getInt("odd_markets"),
                ResultColumns.text(row, "reason"));
    }
}
