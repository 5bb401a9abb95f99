package cotinga.release;

import cotinga.report.ReportVariant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose weekly files are to be looked at, at one moment.
 *
 * @param reason why these
 * @param first the variants whose files are looked at
 * @param afterChange those whose files are looked at too as soon as one of the first has changed
 */
public record ReleaseCheckPlan(Reason reason, Set<ReportVariant> first, Set<ReportVariant> afterChange) {
    private static final ReleaseCheckPlan NONE = new ReleaseCheckPlan(Reason.NOTHING_EXPECTED, Set.of(), Set.of());

    /** Why files are looked at. */
    public enum Reason {
        /** No release is expected now, or none is missing, or it is not yet time to look again. */
        NOTHING_EXPECTED,
        /** Before the moment of a release each file is seen without it, so that it is known since when it is there. */
        OPENING,
        /** One file stands for all. */
        PROBE,
        /** A week came today that these files lack. */
        LACKING
    }

    public ReleaseCheckPlan {
        first = Set.copyOf(first);
        afterChange = Set.copyOf(afterChange);
    }

    /** Nothing to look at. */
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
