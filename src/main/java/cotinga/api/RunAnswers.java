package cotinga.api;

import cotinga.progress.Progress;
import cotinga.store.Run;
import cotinga.store.RunCounts;
import cotinga.store.RunStatus;
import cotinga.store.RunStep;
import cotinga.store.RunStore;
import cotinga.store.StepStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Answers which runs there were, and how far one is. */
public final class RunAnswers {
    private static final String LIST = "/api/v1/admin/runs";
    private static final int DEFAULT_RUNS = 100;

    /** How a run stands that came to no end and waits to go on. */
    private static final String INTERRUPTED = "interrupted";

    private final RunStore runs;
    private final LongFunction<Optional<Progress.Figures>> underWay;
    private final LongPredicate left;
    private final Clock clock;

    /**
     * @param underWay how far the run of an id is; empty when it is not under way in this process
     * @param left whether the run of an id is not under way in this process, nor about to be
     */
    public RunAnswers(
            RunStore runs, LongFunction<Optional<Progress.Figures>> underWay, LongPredicate left, Clock clock) {
        this.runs = runs;
        this.underWay = underWay;
        this.left = left;
        this.clock = clock;
    }

    /** A page of runs, the newest first, without their steps. */
    public Map<String, Object> page(Request request) {
        int limit = Parameters.wholeNumber(request.parameter("limit"), DEFAULT_RUNS);
        int offset = Parameters.wholeNumber(request.parameter("offset"), 0);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(
                "items",
                runs.recent(limit, offset).stream()
                        .map(run -> summary(run, underWay.apply(run.id())))
                        .toList());
        page.put("total", runs.count());
        page.put("limit", limit);
        page.put("offset", offset);
        return page;
    }

    /** One run with its steps. */
    public Map<String, Object> one(Request request) {
        String id = request.segment(1);
        return runs.find(Long.parseLong(id))
                .map(this::detail)
                .orElseThrow(() -> RequestException.notFound("No run has the id " + id + ". Runs: " + LIST));
    }

    /** How a run stands, without its steps; empty when no run has the id. */
    public Optional<Map<String, Object>> standing(long id) {
        return runs.find(id).map(run -> summary(run, underWay.apply(id)));
    }

    /** A run that has just begun. */
    public Map<String, Object> started(long id) {
        return detail(runs.find(id).orElseThrow());
    }

    private Map<String, Object> detail(Run run) {
        List<RunStep> steps = runs.steps(run.id());
        Map<String, Object> detail = summary(run, underWay.apply(run.id()).or(() -> Optional.of(endedSteps(steps))));
        detail.put("steps", steps.stream().map(RunAnswers::step).toList());
        return detail;
    }

    private Map<String, Object> summary(Run read, Optional<Progress.Figures> figures) {
        boolean isLeft = read.status() == RunStatus.RUNNING && left.test(read.id());
        Run run = isLeft ? runs.find(read.id()).orElse(read) : read; // it may have ended since it was read
        boolean isInterrupted = isLeft && run.status() == RunStatus.RUNNING;
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", run.id());
        summary.put("kind", run.kind().key());
        summary.put("cause", run.cause().key());
        summary.put("status", isInterrupted ? INTERRUPTED : run.status().key());
        summary.put("started_at", run.startedAt().toString());
        summary.put("finished_at", text(run.finishedAt()));
        summary.put(
                "duration_sec",
                ProgressJson.seconds(
                        run.duration().orElseGet(() -> Duration.between(run.startedAt(), clock.instant()))));
        summary.put("error", run.error());
        summary.put("counts", counts(run.counts()));
        summary.put("progress", figures.map(ProgressJson::steps).orElse(null));
        summary.put(
                "eta_sec",
                run.finishedAt() == null
                        ? figures.flatMap(Progress.Figures::left)
                                .map(ProgressJson::seconds)
                                .orElse(null)
                        : null);
        return summary;
    }

    private static Map<String, Object> step(RunStep step) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", step.name());
        shown.put("status", step.status().key());
        shown.put("started_at", text(step.startedAt()));
        shown.put("finished_at", text(step.finishedAt()));
        shown.put("message", step.message());
        shown.put("counts", counts(step.counts()));
        return shown;
    }

    private static Map<String, Object> counts(RunCounts counts) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("weeks_read", counts.weeksRead());
        shown.put("weeks_written", counts.weeksWritten());
        shown.put("malformed", counts.malformed());
        shown.put("bytes", counts.bytes());
        return shown;
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

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
