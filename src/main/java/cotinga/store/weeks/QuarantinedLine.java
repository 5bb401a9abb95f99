package cotinga.store.weeks;

import cotinga.report.ReportVariant;
import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A malformed line.
 *
 * @param variant the variant of its archive
 * @param path the path of the archive at the CFTC
 * @param runId the run that read it
 * @param file the file that contains it
 * @param line its number, the first line being 1
 * @param reason what was found and what was expected
 * @param text the line as it was received
 * @param seenAt when the archive was stored
 */
public record QuarantinedLine(
        ReportVariant variant,
        String path,
        @Nullable Long runId,
        String file,
        int line,
        String reason,
        String text,
        Instant seenAt) {

    static QuarantinedLine read(ResultSet row) throws SQLException {
        return new QuarantinedLine(
                ResultColumns.variant(row),
                ResultColumns.text(row, "path"),
                ResultColumns.numberOrNull(row, "run_id"),
                ResultColumns.text(row, "file"),
                row.getInt("line"),
                ResultColumns.text(row, "reason"),
                ResultColumns.text(row, "text"),
                ResultColumns.instant(row, "seen_at"));
    }
}
