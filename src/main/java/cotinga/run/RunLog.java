package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.progress.Progress;
import cotinga.publication.PublicationSteps;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reports the steps of a run to its record, its progress and the log. */
final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final long runId;
    private final RunStore runs;
    private final Progress progress;
    private final Set<String> logged;

    /** @param logged lines about absent files that earlier runs have logged; each is logged once */
    RunLog(long runId, RunStore runs, Progress progress, Set<String> logged) {
        this.runId = runId;
        this.runs = runs;
        this.progress = progress;
        this.logged = logged;
    }

    void planned(List<Archive> archives) {
        runs.planSteps(runId, archives.stream().map(Archive::label).toList());
        progress.plan(archives.size());
    }

    void plannedPublication() {
        runs.planSteps(runId, List.of(PublicationSteps.NAME));
    }

    void started(Archive archive) {
        runs.startStep(runId, archive.label());
    }

    void ended(ArchiveOutcome outcome) {
        String step = outcome.archive().label();
        runs.endStep(runId, step, status(outcome), counts(outcome), outcome.message());
        String line = step + ": " + outcome.message();
        switch (outcome.kind()) {
            case STORED ->
                LOG.atLevel(outcome.isWarning() ? Level.WARN : Level.INFO).log(line);
            case FAILED, UNREACHABLE, LOCAL_FAILURE -> LOG.warn(line);
            case MISSING -> warnOnce(line);
            case NOT_YET -> infoOnce(line);
            case UNCHANGED -> LOG.debug(line);
        }
        progress.stepDone(step);
    }

    Progress.Figures progress() {
        return progress.figures();
    }

    void finished() {
        progress.finished();
    }

    private void warnOnce(String line) {
        if (logged.add(line)) {
            LOG.warn(line);
        }
    }

    private void infoOnce(String line) {
        if (logged.add(line)) {
            LOG.info(line);
        }
    }

    private static StepStatus status(ArchiveOutcome outcome) {
        return switch (outcome.kind()) {
            case STORED -> StepStatus.DONE;
            case UNCHANGED, NOT_YET -> StepStatus.SKIPPED;
            case MISSING, FAILED, UNREACHABLE, LOCAL_FAILURE -> StepStatus.FAILED;
        };
    }

    private static RunCounts counts(ArchiveOutcome outcome) {
        return outcome.load()
                .map(load -> new RunCounts(load.weeksRead(), load.written(), load.malformed(), outcome.bytes()))
                .orElse(RunCounts.NONE);
    }
}
