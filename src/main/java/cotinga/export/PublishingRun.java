package cotinga.export;

import cotinga.report.ReportVariant;
import java.util.Set;

/** What a publication needs to know of the run that makes it. */
public interface PublishingRun {
    /** The run's number in the store. */
    long id();

    /** Whether the run ends early and begins nothing new. */
    boolean isStopped();

    /** Whether it publishes even if nothing has changed. */
    boolean isForced();

    /** Whether it also publishes reports that are withheld, however small they have become. */
    boolean isPublishingWithheld();

    /** The variants of which the run has seen a file: what another run has withheld, and is so still, is published. */
    Set<ReportVariant> seenVariants();

    /** Throws when the run must not publish any more; each call that returns counts as progress of the run. */
    void requireActive();
}
