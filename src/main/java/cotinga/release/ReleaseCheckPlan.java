package cotinga.release;

import cotinga.report.ReportVariant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The weekly files to check at one moment.
 *
 * @param reason why to check them
 * @param first the variants whose files to check
 * @param afterChange the variants whose files to check as well, as soon as one of the first has changed
 */
public record ReleaseCheckPlan(Reason reason, Set<ReportVariant> first, Set<ReportVariant> afterChange) {
    private static final ReleaseCheckPlan NONE = new ReleaseCheckPlan(Reason.NOTHING_EXPECTED, Set.of(), Set.of());

    /** Why files are checked. */
    public enum Reason {
        /** No release is expected, or none is missing, or the next check is not yet due. */
        NOTHING_EXPECTED,
        /** Check each file before the time of a release, so that its appearance can be dated. */
        OPENING,
        /** Check one file on behalf of all. */
        PROBE,
        /** These files lack a week that appeared today. */
        LACKING
    }

    public ReleaseCheckPlan {
        first = Set.copyOf(first);
        afterChange = Set.copyOf(afterChange);
    }

    /** No file to check. */
    public static ReleaseCheckPlan none() {
        return NONE;
    }

    static ReleaseCheckPlan at(Reason reason, Set<ReportVariant> first, Set<ReportVariant> lacking) {
        Set<ReportVariant> others = EnumSet.noneOf(ReportVariant.class);
        others.addAll(lacking);
        others.removeAll(first);
        return new ReleaseCheckPlan(reason, first, others);
    }
}
