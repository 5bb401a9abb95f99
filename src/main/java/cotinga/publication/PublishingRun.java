package cotinga.publication;

import cotinga.report.ReportVariant;
import java.util.Set;

/** The run of a publication. */
public interface PublishingRun {
    /** The id of the run. */
    long id();

    /** Whether the run ends early and begins nothing new. */
    boolean isStopped();

    /** Whether everything is published again, changed or not. */
    boolean isForced();

    /** Whether withheld reports are published too, unless they are dated in the future. */
    boolean isPublishingWithheld();

    /** The variants whose newest file the run requested. An anomaly of an earlier run that they confirm no longer withholds. */
    Set<ReportVariant> seenVariants();

    /** Throws if the run must not publish any more; otherwise notes progress of the run. */
    void requireActive();
}
