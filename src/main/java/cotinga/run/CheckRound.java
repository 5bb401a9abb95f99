package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.release.Looks;
import cotinga.report.ReportVariant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One round of looks at weekly files: at some of them first, and at the others as soon as one has changed. */
public final class CheckRound {
    private final Looks looks;
    private final Set<ReportVariant> changed = EnumSet.noneOf(ReportVariant.class);

    CheckRound(Looks looks) {
        this.looks = looks;
    }

    /** The weekly files to look at first; most rounds have none. */
    public List<Archive> first() {
        return ArchivePlan.weekly(looks.first());
    }

    /** The weekly files to look at next, which are none unless one of the first has changed. */
    public List<Archive> next() {
        return hasChanged() ? ArchivePlan.weekly(looks.afterNews()) : List.of();
    }

    /** Whether a file has changed. */
    public synchronized boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** What a run has to ask for: the files that have changed. */
    public synchronized RunScope scope() {
        return RunScope.weeklyFiles(changed);
    }

    Looks.Reason reason() {
        return looks.reason();
    }

    synchronized void addChanged(ReportVariant variant) {
        changed.add(variant);
    }
}
