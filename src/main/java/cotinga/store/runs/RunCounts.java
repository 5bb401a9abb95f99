package cotinga.store.runs;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a step, or a run over all its steps, read and wrote.
 *
 * @param weeksRead weeks in the files
 * @param weeksWritten weeks that were new or had new content
 * @param malformed quarantined lines
 * @param bytes bytes downloaded
 */
public record RunCounts(long weeksRead, long weeksWritten, long malformed, long bytes) {
    public static final RunCounts NONE = new RunCounts(0, 0, 0, 0);

    static RunCounts read(ResultSet row) throws SQLException {
        return new RunCounts(
                row.getLong("weeks_read"),
                row.getLong("weeks_written"),
                row.getLong("malformed"),
                row.getLong("bytes"));
    }
}
