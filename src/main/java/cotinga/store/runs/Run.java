package cotinga.store.runs;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a schedule.
 *
 * @param id its number
 * @param kind what it brings up to date
 * @param cause why it began
 * @param startedAt when it began
 * @param finishedAt when it ended; null while it runs
 * @param status its status
 * @param error what went wrong
 * @param resumed how often it was resumed after its process had died
 * @param scope what it requests, as the run has written it
 * @param forced whether everything is read and published again, changed or not
 * @param counts the sums of its steps
 * @param steps how many steps it has
 * @param endedSteps how many of them have ended, successful or not
 */
public record Run(
        long id,
        RunKind kind,
        RunCause cause,
        Instant startedAt,
        @Nullable Instant finishedAt,
        RunStatus status,
        @Nullable String error,
        int resumed,
        String scope,
        boolean forced,
        RunCounts counts,
        int steps,
        int endedSteps) {

    /** How long it took; empty while it runs. */
    public Optional<Duration> duration() {
        return Optional.ofNullable(finishedAt).map(end -> Duration.between(startedAt, end));
    }

    static Run read(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                RunKind.ofKey(ResultColumns.text(row, "kind")),
                RunCause.ofKey(ResultColumns.text(row, "cause")),
                ResultColumns.instant(row, "started_at"),
                ResultColumns.instantOrNull(row, "finished_at"),
                RunStatus.ofKey(ResultColumns.text(row, "status")),
                ResultColumns.textOrNull(row, "error"),
                row.getInt("resumed"),
                ResultColumns.text(row, "scope"),
                row.getBoolean("forced"),
                RunCounts.read(row),
                row.getInt("steps"),
                row.getInt("ended_steps"));
    }
}
