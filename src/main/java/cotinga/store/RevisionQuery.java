package cotinga.store;

import cotinga.report.ReportType;
import cotinga.report.Subtype;
import java.time.Instant;
import java.util.Optional;

/**
 * Which revisions are wanted, and which part of them.
 *
 * @param since when they were seen at the earliest
 * @param sinceVersion the data version that is known already, whose readers were shown some of them; 0 for none
 * @param reportType the report type they are about; empty for all
 * @param subtype the subtype they are about; empty for both
 * @param code the market they are about; empty for all
 * @param limit how many at most, 1 or more
 * @param offset how many to leave out first, 0 or more
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

    /** The markets' codes, in which no character has a meaning in SQL's patterns, as such a pattern. */
    String codes() {
        return code.orElse("%");
    }
}
