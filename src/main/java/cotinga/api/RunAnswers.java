package cotinga.api;

import cotinga.progress.Progress;
import cotinga.store.runs.Run;
import cotinga.store.runs.RunStatus;
import cotinga.store.runs.RunStep;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Lists runs, and returns one run with its progress. */
public final class RunAnswers {
    private static final String LIST = "/api/v1/admin/runs";
    private static final int DEFAULT_RUNS = 100;

    /** The status of a run whose process or database failed, and which will be resumed. */
    private static final String INTERRUPTED = "interrupted";

    private final RunStore runs;
    private final LongFunction<Optional<Progress.Figures>> underWay;
    private final LongPredicate left;
    private final RunsElsewhere elsewhere;
    private final Clock clock;

    /**
     * @param underWay the progress of the run with an id; empty when it is not in progress in this process
     * @param left whether the run with an id is neither in progress in this process nor about to be
     * @param elsewhere the runs of another instance
     */
    public RunAnswers(
            RunStore runs,
            LongFunction<Optional<Progress.Figures>> underWay,
            LongPredicate left,
            RunsElsewhere elsewhere,
            Clock clock) {
        this.runs = runs;
        this.underWay = underWay;
        this.left = left;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    /** The limit and the offset of a requested page of runs. */
    public Map<String, Integer> range(Request request) {
        return Map.of(
                Parameters.LIMIT, Parameters.wholeNumber(request, Parameters.LIMIT, DEFAULT_RUNS),
                Parameters.OFFSET, Parameters.wholeNumber(request, Parameters.OFFSET, 0));
    }

    /**
     * A page of runs without their steps.
     *
     * @param rows the runs of the page
     * @param total how many runs are stored
     * @param range what {@link #range} returned
     */
    public RunPage page(List<Map<String, Object>> rows, long total, Map<String, Integer> range) {
        List<RunAnswer> items = rows.stream()
                .map(Row::new)
                .map(this::summary)
                .flatMap(Optional::stream)
                .toList();
        return new RunPage(
                items,
                total,
                Objects.requireNonNull(range.get(Parameters.LIMIT)),
                Objects.requireNonNull(range.get(Parameters.OFFSET)));
    }

    /** One run with its steps. */
    public RunAnswer one(Request request) {
        long id = id(request);
        return runs.find(id).map(this::detail).orElseThrow(() -> unknown(id));
    }

    /** The run that the path of a request names. */
    public static long id(Request request) {
        return Long.parseLong(request.required("id"));
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
        return summary(run, underWay.apply(run.id()).or(() -> Optional.of(endedSteps(run, steps))))
                .withSteps(steps.stream().map(RunAnswer.Step::of).toList());
    }

    private RunAnswer summary(Run read, Optional<Progress.Figures> figures) {
        boolean isLeft = isLeft(read.id(), read.status().key());
        if (isLeft && elsewhere.arePossible()) {
            return answer(read, read.status().key(), figures.or(() -> Optional.of(elsewhere.figures(read))));
        }
        Run run = isLeft ? runs.find(read.id()).orElse(read) : read; // it may have ended since it was read
        boolean isInterrupted = isLeft && run.status() == RunStatus.RUNNING;
        return answer(run, isInterrupted ? INTERRUPTED : run.status().key(), figures);
    }

    private RunAnswer answer(Run run, String status, Optional<Progress.Figures> figures) {
        return answer(
                run.id(),
                run.kind().key(),
                run.cause().key(),
                status,
                run.startedAt(),
                run.finishedAt(),
                run.error(),
                RunAnswer.Counts.of(run.counts()),
                figures);
    }

    private Optional<RunAnswer> summary(Row run) {
        long id = run.number("id");
        Optional<Progress.Figures> figures = underWay.apply(id);
        if (isLeft(id, run.text("status"))) {
            if (!elsewhere.arePossible()) {
                return find(id);
            }
            figures = Optional.of(elsewhere.figures(run));
        }
        return Optional.of(answer(
                id,
                run.text("kind"),
                run.text("cause"),
                run.text("status"),
                run.instant("started_at"),
                run.instantOrNull("finished_at"),
                run.textOrNull("error"),
                RunAnswer.Counts.of(run),
                figures));
    }

    private boolean isLeft(long id, String status) {
        return status.equals(RunStatus.RUNNING.key()) && left.test(id);
    }

    private RunAnswer answer(
            long id,
            String kind,
            String cause,
            String status,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error,
            RunAnswer.Counts counts,
            Optional<Progress.Figures> figures) {
        Instant end = finishedAt == null ? clock.instant() : finishedAt;
        Optional<Duration> remaining = finishedAt == null ? figures.flatMap(Progress.Figures::left) : Optional.empty();
        return new RunAnswer(
                id,
                kind,
                cause,
                status,
                startedAt,
                finishedAt,
                Math.max(0, Seconds.of(Duration.between(startedAt, end))),
                error,
                counts,
                figures.map(StepProgress::of).orElse(null),
                remaining.map(Seconds::of).orElse(null),
                null);
    }

    /** The figures of the steps as they are returned, with an estimate while the run is under way elsewhere. */
    private Progress.Figures endedSteps(Run run, List<RunStep> steps) {
        int ended = (int) steps.stream().filter(step -> isEnd(step.status())).count();
        if (elsewhere.arePossible() && isLeft(run.id(), run.status().key())) {
            return elsewhere.figures(ended, steps.size(), run.startedAt());
        }
        return new Progress.Figures(ended, steps.size(), Optional.empty());
    }

    private static boolean isEnd(StepStatus status) {
        return switch (status) {
            case PLANNED, STARTED -> false;
            case DONE, FAILED, SKIPPED -> true;
        };
    }
}
