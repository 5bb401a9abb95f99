package cotinga.run;

import cotinga.payload.Edition;
import cotinga.report.ReportVariant;
import cotinga.store.Run;
import cotinga.store.RunCause;
import cotinga.store.RunCounts;
import cotinga.store.RunKind;
import cotinga.store.RunStatus;
import cotinga.store.RunStore;
import cotinga.store.StepStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report runs: one at a time, whoever asks for it, each with its record. */
public final class ReportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRuns.class);

    /** Without a successful look for this long, the data count as old at start. */
    private static final Duration OLD = Duration.ofHours(12);

    private final RunStore runs;
    private final Set<ReportVariant> variants;
    private final int firstYear;
    private final int lastYear;
    private final ProgressDisplay display;
    private final Supplier<Edition> published;
    private final BooleanSupplier publicationDue;
    private final boolean onStart;
    private final Clock clock;
    private final AtomicReference<@Nullable Instant> underWaySince = new AtomicReference<>();

    /**
     * @param variants the reports to fetch, from {@code firstYear} to {@code lastYear}
     * @param published the edition that readers are given now
     * @param publicationDue whether readers were not given all that is stored
     * @param onStart whether old data are fetched at start
     */
    public ReportRuns(
            RunStore runs,
            Set<ReportVariant> variants,
            int firstYear,
            int lastYear,
            ProgressDisplay display,
            Supplier<Edition> published,
            BooleanSupplier publicationDue,
            boolean onStart,
            Clock clock) {
        this.runs = runs;
        this.variants = Set.copyOf(variants);
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        this.display = display;
        this.published = published;
        this.publicationDue = publicationDue;
        this.onStart = onStart;
        this.clock = clock;
    }

    /** Whether the start of the application calls for a run: the data are missing, old, or not all published. */
    public boolean isDueAtStart() {
        Optional<Run> last = runs.lastFinished(RunKind.REPORTS);
        boolean fresh = last.filter(run -> run.status() == RunStatus.SUCCESS)
                .filter(run -> run.startedAt().isAfter(clock.instant().minus(OLD)))
                .isPresent();
        return onStart && (!fresh || publicationDue.getAsBoolean());
    }

    /**
     * Begins a run.
     *
     * @param cause {@code timer}, {@code start}, {@code manual} or {@code once}
     * @throws RunInProgressException while another one is under way
     */
    public ReportRun begin(String cause) {
        Instant now = clock.instant();
        Instant since = underWaySince.compareAndExchange(null, now);
        if (since != null) {
            throw new RunInProgressException("reports", since);
        }
        try {
            long id = runs.begin(RunKind.REPORTS, RunCause.valueOf(cause.toUpperCase(Locale.ROOT)));
            LOG.info(
                    "Report run {} begins ({}): {} to {}, {} variants",
                    id,
                    cause,
                    firstYear,
                    lastYear,
                    variants.size());
            return new ReportRun(
                    id,
                    now,
                    variants,
                    firstYear,
                    lastYear,
                    new Progress("reports", display, clock),
                    outcome -> keep(id, outcome));
        } catch (RuntimeException e) {
            underWaySince.set(null);
            throw e;
        }
    }

    /** Ends a run whose archives all had their turn. */
    public RunSummary finish(ReportRun run, boolean hasPublished) {
        return end(run, hasPublished, Optional.empty());
    }

    /** Ends a run that could not go on. */
    public RunSummary fail(ReportRun run, Exception failure) {
        String reason = Failures.reason(failure);
        LOG.error("Report run {} cannot go on: {}", run.id(), reason, failure);
        return end(run, false, Optional.of(reason));
    }

    private RunSummary end(ReportRun run, boolean hasPublished, Optional<String> failure) {
        try {
            Edition edition = published.get();
            RunSummary summary = new RunSummary(
                    run.id(),
                    Duration.between(run.startedAt(), clock.instant()),
                    run.outcomes(),
                    variantsWithoutData(edition),
                    edition.dataVersion(),
                    hasPublished,
                    failure);
            List<String> flaws = summary.flaws();
            runs.finish(run.id(), summary.status(), flaws.isEmpty() ? null : String.join("\n", flaws));
            LOG.info(summary.figures());
            return summary;
        } finally {
            run.progress().finished();
            underWaySince.set(null);
        }
    }

    private Set<ReportVariant> variantsWithoutData(Edition edition) {
        Set<ReportVariant> without = EnumSet.noneOf(ReportVariant.class);
        variants.stream()
                .filter(variant -> !edition.variants().containsKey(variant))
                .forEach(without::add);
        return without;
    }

    private void keep(long runId, ArchiveOutcome outcome) {
        String step = outcome.archive().label();
        runs.startStep(runId, step);
        runs.endStep(runId, step, status(outcome), counts(outcome), outcome.message());
        switch (outcome.kind()) {
            case FAILED, MISSING -> LOG.warn("{}: {}", step, outcome.message());
            case STORED, NOT_YET -> LOG.info("{}: {}", step, outcome.message());
            case UNCHANGED -> LOG.debug("{}: {}", step, outcome.message());
        }
    }

    private static StepStatus status(ArchiveOutcome outcome) {
        return switch (outcome.kind()) {
            case STORED -> StepStatus.DONE;
            case UNCHANGED, NOT_YET -> StepStatus.SKIPPED;
            case MISSING, FAILED -> StepStatus.FAILED;
        };
    }

    private static RunCounts counts(ArchiveOutcome outcome) {
        return outcome.load()
                .map(load -> new RunCounts(load.weeksRead(), load.written(), load.malformed(), outcome.bytes()))
                .orElse(RunCounts.NONE);
    }
}
