package cotinga.api;

import cotinga.store.runs.RunRequest;
import cotinga.store.runs.RunRequestState;
import cotinga.store.runs.RunRequestStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that other instances request from this one, which leads. */
public final class TakenRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TakenRequests.class);

    private final RunRequestStore requests;

    public TakenRequests(RunRequestStore requests) {
        this.requests = requests;
    }

    /** Takes the oldest open request; null if there is none. */
    public RunRequestStore.@Nullable Taken take() {
        RunRequestStore.Taken taken = requests.take().orElse(null);
        if (taken != null) {
            RunRequest run = taken.run();
            LOG.info(
                    "The instance {} requests a run of {}{}",
                    taken.instance(),
                    run.kind().key(),
                    run.force() ? ", forced" : "");
        }
        return taken;
    }

    /** The answer when a run has begun. */
    public RunRequestState begun(long runId) {
        return RunRequestState.begun(runId);
    }

    /** The answer when the run conflicts with the settings or with a run in progress. */
    public RunRequestState refused(Exception reason) {
        return RunRequestState.refused(String.valueOf(reason.getMessage()));
    }

    /** The answer after an internal failure, which is logged. */
    public RunRequestState failed(RunRequestStore.Taken taken, Exception failure) {
        LOG.error("The run that the instance {} requests cannot begin", taken.instance(), failure);
        return RunRequestState.FAILED;
    }

    /** Stores the answer to a request. */
    public void answer(RunRequestStore.Taken taken, RunRequestState answer) {
        requests.answer(taken.id(), answer);
    }
}
