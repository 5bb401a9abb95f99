package cotinga.store.runs;

import cotinga.store.sql.ResultColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run that a process left running when it died.
 *
 * @param scope what it requests, as the run has written it
 * @param forced whether everything is read and published again, changed or not
 * @param lastSeenAt the last moment at which it was active
 * @param resumed how often it was resumed before
 * @param steps in the order in which they were planned
 */
public record InterruptedRun(
        long id,
        RunKind kind,
        RunCause cause,
        String scope,
        boolean forced,
        Instant startedAt,
        Instant lastSeenAt,
        int resumed,
        List<RunStep> steps) {

    /** How many steps need not be repeated. */
    public int countDone() {
        return doneAfter(Instant.MIN).size();
    }

    /** The names of the steps that need not be repeated if results after a moment are still valid. */
    public Set<String> doneAfter(Instant moment) {
        return steps.stream()
                .filter(step -> step.status() == StepStatus.DONE || step.status() == StepStatus.SKIPPED)
                .filter(step -> step.finishedAt() != null && step.finishedAt().isAfter(moment))
                .map(RunStep::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads all but the steps. */
    static InterruptedRun read(ResultSet row) throws SQLException {
        return new InterruptedRun(
                row.getLong("id"),
                RunKind.ofKey(ResultColumns.text(row, "kind")),
                RunCause.ofKey(ResultColumns.text(row, "cause")),
                ResultColumns.text(row, "scope"),
                row.getBoolean("forced"),
                ResultColumns.instant(row, "started_at"),
                ResultColumns.instant(row, "last_seen_at"),
                row.getInt("resumed"),
                List.of());
    }

    InterruptedRun with(List<RunStep> itsSteps) {
        return new InterruptedRun(
                id, kind, cause, scope, forced, startedAt, lastSeenAt, resumed, List.copyOf(itsSteps));
    }
}
