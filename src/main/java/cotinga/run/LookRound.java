package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.cftc.ArchivePlan;
import cotinga.release.ReleaseCheckPlan;
import cotinga.report.ReportVariant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One round of looks at weekly files: at some of them first, and at the others as soon as one has changed. */
public final class LookRound {
    private final ReleaseCheckPlan looks;
    private final Set<ReportVariant> news = EnumSet.noneOf(ReportVariant.class);

    LookRound(ReleaseCheckPlan looks) {
        this.looks = looks;
    }

    /** The weekly files to look at first; most rounds have none. */
    public List<Archive> first() {
        return ArchivePlan.weekly(looks.first());
    }

    /** The weekly files to look at next, which are none unless one of the first has changed. */
    public List<Archive> next() {
        return hasNews() ? ArchivePlan.weekly(looks.afterChange()) : List.of();
    }

    /** Whether a file has changed. */
    public synchronized boolean hasNews() {
        return !news.isEmpty();
    }

    /** What a run has to ask for: the files that have changed. */
    public synchronized RunScope scope() {
        return RunScope.weeklyFiles(news);
    }

    ReleaseCheckPlan.Reason reason() {
        return looks.reason();
    }

    synchronized void foundNews(ReportVariant variant) {
        news.add(variant);
    }
}
