package cotinga.publication;

import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationStore;
import cotinga.store.runs.RunCounts;
import cotinga.store.runs.RunStore;
import cotinga.store.runs.StepStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The publication as the last step of a run. */
public final class PublicationSteps {
    /** Its name among the steps. */
    public static final String NAME = "publication";

    private final RunStore runs;
    private final PublicationStore publications;

    public PublicationSteps(RunStore runs, PublicationStore publications) {
        this.runs = runs;
        this.publications = publications;
    }

    /** Records that the publication of a run begins. */
    public void begin(long runId) {
        runs.startStep(runId, NAME);
    }

    /**
     * Records the end of the publication of a run.
     *
     * @param version the pending data version
     * @param hasPublished whether it was published
     * @param fileFailure why the files could not be written; null if they were
     */
    public void end(long runId, long version, boolean hasPublished, @Nullable String fileFailure) {
        if (!hasPublished) {
            endWithout(runId);
        } else if (fileFailure == null) {
            runs.endStep(runId, NAME, StepStatus.DONE, RunCounts.NONE, "data version " + version);
        } else {
            runs.endStep(
                    runId, NAME, StepStatus.FAILED, RunCounts.NONE, "data version " + version + "; " + fileFailure);
        }
    }

    /** Nothing was published now. If the run published before it was interrupted, that is its publication. */
    private void endWithout(long runId) {
        Optional<Publication> before =
                publications.latest().filter(publication -> Long.valueOf(runId).equals(publication.runId()));
        if (before.isPresent()) {
            runs.endStep(
                    runId,
                    NAME,
                    StepStatus.DONE,
                    RunCounts.NONE,
                    "data version " + before.get().version());
        } else {
            runs.endStep(runId, NAME, StepStatus.SKIPPED, RunCounts.NONE, "nothing was published");
        }
    }
}
