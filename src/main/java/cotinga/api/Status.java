package cotinga.api;

import cotinga.base.Excerpt;
import cotinga.intake.ReleaseState;
import cotinga.progress.Progress;
import cotinga.report.ReportVariant;
import cotinga.run.PriceState;
import cotinga.run.ScheduledJob;
import cotinga.snapshot.Snapshot;
import cotinga.store.runs.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Returns what is published, when the next run is due and how the last runs ended. */
public final class Status {
    /** In characters; the record of the run has the whole error. */
    private static final int MAX_ERROR_LENGTH = 1_000;

    private final Supplier<Snapshot> published;
    private final Predicate<RunKind> underWay;
    private final Function<RunKind, Optional<Progress.Figures>> progress;
    private final RunsElsewhere elsewhere;
    private final BooleanSupplier schedulerRunning;
    private final Supplier<List<ScheduledJob>> jobs;
    private final Supplier<ReleaseState> releases;
    private final Supplier<Optional<PriceState>> prices;
    private final Supplier<Map<String, Withheld>> withheld;
    private final Supplier<StatusAnswer.Instance> instance;

    /**
     * @param published the current snapshot
     * @param underWay whether a run of a kind is in progress in this process
     * @param progress the progress of the run of a kind; empty when none is in progress
     * @param elsewhere the runs of another instance
     * @param schedulerRunning whether jobs start at their times
     * @param jobs the scheduled jobs
     * @param releases the releases that are expected, and the last release check
     * @param prices the state of the price source; empty when prices are switched off
     * @param withheld the withheld variants by key
     * @param instance this instance
     */
    public Status(
            Supplier<Snapshot> published,
            Predicate<RunKind> underWay,
            Function<RunKind, Optional<Progress.Figures>> progress,
            RunsElsewhere elsewhere,
            BooleanSupplier schedulerRunning,
            Supplier<List<ScheduledJob>> jobs,
            Supplier<ReleaseState> releases,
            Supplier<Optional<PriceState>> prices,
            Supplier<Map<String, Withheld>> withheld,
            Supplier<StatusAnswer.Instance> instance) {
        this.published = published;
        this.underWay = underWay;
        this.progress = progress;
        this.elsewhere = elsewhere;
        this.schedulerRunning = schedulerRunning;
        this.jobs = jobs;
        this.releases = releases;
        this.prices = prices;
        this.withheld = withheld;
        this.instance = instance;
    }

    /**
     * The status.
     *
     * @param runs the last ended run of each kind, and those that have not ended, as rows of the run table
     */
    public StatusAnswer of(List<Map<String, Object>> runs) {
        Snapshot snapshot = published.get();
        return new StatusAnswer(
                snapshot.dataVersion(),
                instance.get(),
                data(snapshot),
                withheld.get(),
                scheduler(update(RunKind.REPORTS, runs)),
                priceUpdate(update(RunKind.PRICES, runs)));
    }

    /** The scheduler of this instance and its jobs. It has none while another instance leads, whose jobs alone start. */
    public SchedulerStatus scheduler() {
        return instance.get().leading()
                ? new SchedulerStatus(schedulerRunning.getAsBoolean(), jobList())
                : new SchedulerStatus(false, List.of());
    }

    private StatusAnswer.Scheduler scheduler(StatusAnswer.Update update) {
        ReleaseState state = releases.get();
        Map<String, StatusAnswer.VariantRelease> variants = new LinkedHashMap<>();
        state.variants().forEach((variant, its) -> variants.put(variant.key(), StatusAnswer.VariantRelease.of(its)));
        return new StatusAnswer.Scheduler(
                schedulerRunning.getAsBoolean(),
                jobList(),
                update,
                StatusAnswer.ExpectedRelease.of(state.next()),
                state.isLate(),
                variants,
                state.lastCheck().map(StatusAnswer.LastCheck::of).orElse(null));
    }

    private List<SchedulerStatus.Job> jobList() {
        return jobs.get().stream().map(SchedulerStatus.Job::of).toList();
    }

    private StatusAnswer.PriceUpdate priceUpdate(StatusAnswer.Update update) {
        Optional<PriceState> state = prices.get();
        return new StatusAnswer.PriceUpdate(
                update.running(),
                update.progress(),
                update.lastRun(),
                update.lastStatus(),
                update.lastError(),
                update.lastDurationSec(),
                state.isPresent(),
                state.map(PriceState::source).orElse(null),
                state.map(PriceState::breaker).orElse(null),
                state.map(its -> its.stale().stream()
                                .map(StatusAnswer.StaleSymbol::of)
                                .toList())
                        .orElse(null));
    }

    /** The figures of a snapshot. */
    static StatusAnswer.StoredData data(Snapshot snapshot) {
        Collection<Snapshot.VariantFigures> all = snapshot.variants().values();
        StatusAnswer.Figures overall = new StatusAnswer.Figures(
                all.stream().mapToLong(Snapshot.VariantFigures::weeks).sum(),
                snapshot.codes().size(),
                snapshot.reportDates(),
                all.stream()
                        .map(Snapshot.VariantFigures::firstDate)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                all.stream()
                        .map(Snapshot.VariantFigures::lastDate)
                        .max(LocalDate::compareTo)
                        .orElse(null));
        Map<String, StatusAnswer.Figures> variants = new LinkedHashMap<>();
        for (ReportVariant variant : snapshot.variantsWithData()) {
            Snapshot.VariantFigures its =
                    Objects.requireNonNull(snapshot.variants().get(variant));
            variants.put(
                    variant.key(),
                    new StatusAnswer.Figures(
                            its.weeks(), its.markets(), its.reportDates(), its.firstDate(), its.lastDate()));
        }
        return new StatusAnswer.StoredData(overall, variants);
    }

    private StatusAnswer.Update update(RunKind kind, List<Map<String, Object>> runs) {
        Row last = runs.stream()
                .map(Row::new)
                .filter(run -> run.text("kind").equals(kind.key()) && !RunsElsewhere.isRunning(run))
                .findFirst()
                .orElse(new Row(Map.of()));
        Instant startedAt = last.instantOrNull("started_at");
        Instant finishedAt = last.instantOrNull("finished_at");
        String error = last.textOrNull("error");
        boolean isHere = underWay.test(kind);
        Optional<Progress.Figures> figures = isHere ? progress.apply(kind) : elsewhere.progress(kind, runs);
        return new StatusAnswer.Update(
                isHere || figures.isPresent(),
                figures.map(RunProgress::of).orElse(null),
                startedAt,
                last.textOrNull("status"),
                error == null ? null : oneLine(error),
                startedAt == null || finishedAt == null ? null : Seconds.of(Duration.between(startedAt, finishedAt)));
    }

    /** The lines of a run's error, separated by semicolons. */
    private static String oneLine(String error) {
        return Excerpt.cut(error.lines().collect(Collectors.joining("; ")), MAX_ERROR_LENGTH);
    }
}
