package cotinga.cftc;

import cotinga.report.ReportVariant;
import java.time.LocalDate;

/**
 * What every line of a file is about: one variant, and report dates from that of the first report of all on.
 *
 * @param latest the latest report date that can be true
 */
record ReportScope(ReportVariant variant, LocalDate latest) {
    /** No report was made for a date before it. */
    static final LocalDate EARLIEST = LocalDate.of(1986, 1, 1);

    /** Whether a report date, in days since 1970-01-01, can be true. */
    boolean holds(int reportDate) {
        return reportDate >= EARLIEST.toEpochDay() && reportDate <= latest.toEpochDay();
    }
}
