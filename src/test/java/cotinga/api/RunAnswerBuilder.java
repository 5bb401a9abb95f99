package cotinga.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds the response about a run; what the test does not name has a plausible value. */
final class RunAnswerBuilder {
    private static final double DURATION_SEC = 1.25;

    private final long id;
    private final RunAnswer.Counts counts;
    private String kind = "reports";
    private String cause = "timer";
    private String status = "running";
    private @Nullable Instant finishedAt;
    private @Nullable String error;
    private @Nullable StepProgress progress;
    private @Nullable Double etaSec;

    private RunAnswerBuilder(long id, RunAnswer.Counts counts) {
        this.id = id;
        this.counts = counts;
    }

    static RunAnswerBuilder of(long id, RunAnswer.Counts counts) {
        return new RunAnswerBuilder(id, counts);
    }

    RunAnswerBuilder kind(String key) {
        kind = key;
        return this;
    }

    RunAnswerBuilder cause(String key) {
        cause = key;
        return this;
    }

    RunAnswerBuilder failed(Instant moment, String message) {
        status = "error";
        finishedAt = moment;
        error = message;
        return this;
    }

    RunAnswerBuilder progress(StepProgress steps, double secondsLeft) {
        progress = steps;
        etaSec = secondsLeft;
        return this;
    }

    RunAnswer build() {
        return new RunAnswer(
                id,
                kind,
                cause,
                status,
                Instant.parse("2026-06-15T06:00:00Z"),
                finishedAt,
                DURATION_SEC,
                error,
                counts,
                progress,
                etaSec,
                null);
    }
}
