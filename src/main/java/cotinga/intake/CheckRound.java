package cotinga.intake;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.release.ReleaseCheckPlan;
import cotinga.report.ReportVariant;
import cotinga.run.RunScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One round of release checks: first of some weekly files and, if one of them has changed, of the others. */
public final class CheckRound {
    private final ReleaseCheckPlan plan;
    private final Set<ReportVariant> changed = EnumSet.noneOf(ReportVariant.class);

    CheckRound(ReleaseCheckPlan plan) {
        this.plan = plan;
    }

    /** The weekly files to check first; usually none. */
    public List<Archive> first() {
        return ArchivePlan.weekly(plan.first());
    }

    /** The weekly files to check next; none unless one of the first has changed. */
    public List<Archive> next() {
        return hasChanged() ? ArchivePlan.weekly(plan.afterChange()) : List.of();
    }

    /** Whether a file has changed. */
    public synchronized boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** The scope of the run to start: the files that have changed. */
    public synchronized RunScope scope() {
        return RunScope.weeklyFiles(changed);
    }

    synchronized void addChanged(ReportVariant variant) {
        changed.add(variant);
    }
}
