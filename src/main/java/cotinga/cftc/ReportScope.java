package cotinga.cftc;

import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import java.time.LocalDate;

/**
 * What every line of a file has in common: its variant, and a report date no earlier than the first of all reports.
 *
 * @param latest the latest possible report date
 */
record ReportScope(ReportVariant variant, LocalDate latest) {
    /** The CFTC published no report for an earlier date. */
    static final LocalDate EARLIEST = LocalDate.of(1986, 1, 1);

    /** The value of {@code FutOnly_or_Combined} in its lines. */
    char[] mark() {
        return mark(variant.subtype());
    }

    /** The value in the lines of the other subtype. */
    char[] otherMark() {
        return mark(variant.subtype() == Subtype.FO ? Subtype.CO : Subtype.FO);
    }

    private static char[] mark(Subtype subtype) {
        return switch (subtype) {
            case FO -> "FutOnly".toCharArray();
            case CO -> "Combined".toCharArray();
        };
    }

    /** Whether a report date, in days since 1970-01-01, is possible. */
    boolean includes(int reportDate) {
        return reportDate >= EARLIEST.toEpochDay() && reportDate <= latest.toEpochDay();
    }
}
