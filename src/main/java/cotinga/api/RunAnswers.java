package cotinga.api;

import cotinga.progress.Progress;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/** Lists runs, and returns one run with its progress. */
public final class RunAnswers {
    private static final String LIST = "/api/v1/admin/runs";
    private static final int DEFAULT_RUNS = 100;

    /** The status of a run whose process or database failed, and which will be resumed. */
    private static final String INTERRUPTED = "interrupted";

    private final RunStore runs;
    private final LongFunction<Optional<Progress.Figures>> underWay;
    private final LongPredicate left;
    private final Clock clock;

    /**
     * @param underWay the progress of the run with an id; empty when it is not in progress in this process
     * @param left whether the run with an id is neither in progress in this process nor about to be
     */
    public RunAnswers(
            RunStore runs, LongFunction<Optional<Progress.Figures>> underWay, LongPredicate left, Clock clock) {
        this.runs = runs;
        this.underWay = underWay;
        this.left = left;
        this.clock = clock;
    }

    /** A page of runs, the newest first, without their steps. */
    public RunPage page(Request request) {
        int limit = Parameters.wholeNumber(request, Parameters.LIMIT, DEFAULT_RUNS);
        int offset = Parameters.wholeNumber(request, Parameters.OFFSET, 0);
        List<RunAnswer> items = runs.recent(limit, offset).stream()
                .map(run -> summary(run, underWay.apply(run.id())))
                .toList();
        return new RunPage(items, runs.count(), limit, offset);
    }

    /** One run with its steps. */
    public RunAnswer one(Request request) {
        long id = Long.parseLong(request.required("id"));
        return runs.find(id).map(this::detail).orElseThrow(() -> unknown(id));
    }

    /** 404: no run has an id. */
    public static RequestException unknown(long id) {
        return RequestException.notFound("No run has the id " + id + ". Runs: " + LIST);
    }

    /** A run without its steps; empty when no run has the id. */
    public Optional<RunAnswer> find(long id) {
        return runs.find(id).map(run -> summary(run, underWay.apply(id)));
    }

    /** A run that has just begun. */
    public RunAnswer started(long id) {
        return detail(runs.find(id).orElseThrow());
    }

    private RunAnswer detail(Run run) {
        List<RunStep> steps = runs.steps(run.id());
        return summary(run, underWay.apply(run.id()).or(() -> Optional.of(endedSteps(steps))))
                .withSteps(steps.stream().map(RunAnswer.Step::of).toList());
    }

    private RunAnswer summary(Run read, Optional<Progress.Figures> figures) {
        boolean isLeft = read.status() == RunStatus.RUNNING && left.test(read.id());
        Run run = isLeft ? runs.find(read.id()).orElse(read) : read; // it may have ended since it was read
        boolean isInterrupted = isLeft && run.status() == RunStatus.RUNNING;
        return new RunAnswer(
                run.id(),
                run.kind().key(),
                run.cause().key(),
                isInterrupted ? INTERRUPTED : run.status().key(),
                run.startedAt(),
                run.finishedAt(),
                Seconds.of(run.duration().orElseGet(() -> Duration.between(run.startedAt(), clock.instant()))),
                run.error(),
                RunAnswer.Counts.of(run.counts()),
                figures.map(StepProgress::of).orElse(null),
                run.finishedAt() == null
                        ? figures.flatMap(Progress.Figures::left)
                                .map(Seconds::of)
                                .orElse(null)
                        : null,
                null);
    }

    private static Progress.Figures endedSteps(List<RunStep> steps) {
        int ended = (int) steps.stream().filter(step -> isEnd(step.status())).count();
        return new Progress.Figures(ended, steps.size(), Optional.empty());
    }

    private static boolean isEnd(StepStatus status) {
        return switch (status) {
            case PLANNED, STARTED -> false;
            case DONE, FAILED, SKIPPED -> true;
        };
    }
}
