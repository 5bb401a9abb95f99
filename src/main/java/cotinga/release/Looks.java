package cotinga.release;

import cotinga.report.ReportVariant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose weekly files are to be looked at, at one moment.
 *
 * @param reason why these
 * @param first the variants whose files are looked at
 * @param afterNews those whose files are looked at too as soon as one of the first has changed
 */
public record Looks(Reason reason, Set<ReportVariant> first, Set<ReportVariant> afterNews) {
    private static final Looks NONE = new Looks(Reason.NOTHING_EXPECTED, Set.of(), Set.of());

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

    public Looks {
        first = Set.copyOf(first);
        afterNews = Set.copyOf(afterNews);
    }

    /** Nothing to look at. */
    public static Looks none() {
        return NONE;
    }

    static Looks at(Reason reason, Set<ReportVariant> first, Set<ReportVariant> lacking) {
        Set<ReportVariant> others = EnumSet.noneOf(ReportVariant.class);
        others.addAll(lacking);
        others.removeAll(first);
        return new Looks(reason, first, others);
    }
}
