package cotinga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param finishedAt null while the run has not ended
 * @param progress null when nothing is known of its steps
 * @param etaSec seconds until the run ends; null when it has ended or they cannot be estimated
 * @param steps null in lists and events
 */
public record RunAnswer(
        long id,
        String kind,
        String cause,
        String status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        double durationSec,
        @Nullable String error,
        Counts counts,
        @Nullable StepProgress progress,
        @Nullable Double etaSec,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Step> steps) {

    /** What a run or a step read and wrote. */
    public record Counts(long weeksRead, long weeksWritten, long malformed, long bytes) {
        static Counts of(RunCounts counts) {
            return new Counts(counts.weeksRead(), counts.weeksWritten(), counts.malformed(), counts.bytes());
        }

        static Counts of(Row row) {
            return new Counts(
                    row.number("weeks_read"),
                    row.number("weeks_written"),
                    row.number("malformed"),
                    row.number("bytes"));
        }
    }

    /** A step of a run. */
    public record Step(
            String name,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String message,
            Counts counts) {
        static Step of(RunStep step) {
            return new Step(
                    step.name(),
                    step.status().key(),
                    step.startedAt(),
                    step.finishedAt(),
                    step.message(),
                    Counts.of(step.counts()));
        }
    }

    /** Whether the run has ended. */
    public boolean hasEnded() {
        return finishedAt != null;
    }

    RunAnswer withSteps(List<Step> ofRun) {
        return new RunAnswer(
                id, kind, cause, status, startedAt, finishedAt, durationSec, error, counts, progress, etaSec, ofRun);
    }
}
