package cotinga.store.weeks;

import cotinga.report.ReportType;
import cotinga.report.Subtype;
import java.time.Instant;
import java.util.Optional;

/**
 * Selects revisions, and a page of them.
 *
 * @param since the earliest moment of detection
 * @param sinceVersion the data version that the client already has; 0 for none
 * @param reportType the report type; empty for all
 * @param subtype the subtype; empty for both
 * @param code the market; empty for all
 * @param limit how many at most, 1 or more
 * @param offset how many to skip first, 0 or more
 */
public record RevisionQuery(
        Instant since,
        long sinceVersion,
        Optional<ReportType> reportType,
        Optional<Subtype> subtype,
        Optional<String> code,
        int limit,
        int offset) {
    /** The variants' paths as a pattern of SQL. */
    String variants() {
        return reportType.map(ReportType::key).orElse("%") + "/"
                + subtype.map(Subtype::key).orElse("%");
    }

    /** The markets' codes as a pattern of SQL; no character of a code is special in a pattern. */
    String codes() {
        return code.orElse("%");
    }
}
