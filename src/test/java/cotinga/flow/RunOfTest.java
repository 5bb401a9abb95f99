package cotinga.flow;

import cotinga.publication.PublishingRun;
import cotinga.report.ReportVariant;
import java.util.Set;

/** A run that has seen no file and is not stopped. */
record RunOfTest(long id, boolean isForced, boolean isPublishingWithheld, Runnable check) implements PublishingRun {
    RunOfTest(long id) {
        this(id, false, false, () -> {});
    }

    RunOfTest forced() {
        return new RunOfTest(id, true, isPublishingWithheld, check);
    }

    RunOfTest publishingHeld() {
        return new RunOfTest(id, isForced, true, check);
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public Set<ReportVariant> seenVariants() {
        return Set.of();
    }

    @Override
    public void requireActive() {
        check.run();
    }
}
