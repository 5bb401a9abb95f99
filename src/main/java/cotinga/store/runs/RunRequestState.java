package cotinga.store.runs;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request for a run.
 *
 * @param runId the run that has begun; null if none has
 * @param reason why the run was refused; null if it was not
 */
public record RunRequestState(RunRequestStatus status, @Nullable Long runId, @Nullable String reason) {
    /** Nobody has taken the request. */
    public static final RunRequestState OPEN = new RunRequestState(RunRequestStatus.OPEN, null, null);

    /** An internal failure, which the log of the instance that leads shows. */
    public static final RunRequestState FAILED = new RunRequestState(RunRequestStatus.FAILED, null, null);

    /** A run has begun. */
    public static RunRequestState begun(long runId) {
        return new RunRequestState(RunRequestStatus.BEGUN, runId, null);
    }

    /**
     * No run can begin now.
     *
     * @param reason a sentence for the client
     */
    public static RunRequestState refused(String reason) {
        return new RunRequestState(RunRequestStatus.REFUSED, null, reason);
    }

    static RunRequestState read(ResultSet row) throws SQLException {
        return new RunRequestState(
                RunRequestStatus.ofKey(ResultColumns.text(row, "status")),
                ResultColumns.numberOrNull(row, "run_id"),
                ResultColumns.textOrNull(row, "reason"));
    }
}
