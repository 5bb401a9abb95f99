package cotinga.cftc;

import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.LocalDate;

/**
 * What every line of a file is about: one variant, and report dates from that of the first report of all on.
 *
 * @param latest the latest report date that can be true
 */
record ReportScope(ReportVariant variant, LocalDate latest) {
    /** No report was made for a date before it. */
    static final LocalDate EARLIEST = LocalDate.of(1986, 1, 1);

    /** What {@code FutOnly_or_Combined} says in its lines. */
    char[] mark() {
        return mark(variant.subtype());
    }

    /** What it says in the lines of the other subtype's files. */
    char[] otherMark() {
        return mark(variant.subtype() == Subtype.FO ? Subtype.CO : Subtype.FO);
    }

    private static char[] mark(Subtype subtype) {
        return switch (subtype) {
            case FO -> "FutOnly".toCharArray();
            case CO -> "Combined".toCharArray();
        };
    }

    /** Whether a report date, in days since 1970-01-01, can be true. */
    boolean holds(int reportDate) {
        return reportDate >= EARLIEST.toEpochDay() && reportDate <= latest.toEpochDay();
    }
}
