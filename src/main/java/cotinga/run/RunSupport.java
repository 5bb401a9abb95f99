package cotinga.run;

import cotinga.progress.ProgressDisplay;
import cotinga.publication.PublicationLock;
import cotinga.store.runs.RunStore;
import java.time.Duration;

/**
 * What the runs of both kinds share.
 *
 * @param records the records of the runs
 * @param interrupted the interrupted runs
 * @param publicationLock the lock of the run that stores and publishes
 * @param health shows the kinds of run that were aborted
 * @param listener is notified of each end
 * @param display shows the progress of the runs
 * @param maxIdle how long a run may make no progress
 */
public record RunSupport(
        RunStore records,
        InterruptedRuns interrupted,
        PublicationLock publicationLock,
        RunHealth health,
        RunListener listener,
        ProgressDisplay display,
        Duration maxIdle) {}
