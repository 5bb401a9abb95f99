package cotinga.store.runs;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The last end of the runs of one kind with one status.
 *
 * @param status any but {@link RunStatus#RUNNING}
 */
public record RunEnd(RunKind kind, RunStatus status, Instant at) {
    static RunEnd read(ResultSet row) throws SQLException {
        return new RunEnd(
                RunKind.ofKey(ResultColumns.text(row, "kind")),
                RunStatus.ofKey(ResultColumns.text(row, "status")),
                ResultColumns.instant(row, "finished_at"));
    }
}
