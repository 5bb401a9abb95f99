package cotinga.store.runs;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run.
 *
 * @param name what it does; unique in the run
 * @param status its status
 * @param startedAt when it began; null when it did not
 * @param finishedAt when it ended; null when it did not
 * @param counts what it read and wrote
 * @param message a message about its end
 */
public record RunStep(
        String name,
        StepStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        RunCounts counts,
        @Nullable String message) {

    static RunStep read(ResultSet row) throws SQLException {
        return new RunStep(
                ResultColumns.text(row, "name"),
                StepStatus.ofKey(ResultColumns.text(row, "status")),
                ResultColumns.instantOrNull(row, "started_at"),
                ResultColumns.instantOrNull(row, "finished_at"),
                RunCounts.read(row),
                ResultColumns.textOrNull(row, "message"));
    }
}
