package cotinga.store.publications;

import cotinga.report.CheckResult;
import cotinga.report.ReportVariant;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The last result of a check.
 *
 * @param variant what was checked
 * @param result what was found
 * @param isWarning whether it was a warning
 * @param newestReportDate the variant's newest release then
 * @param runId the run that checked, if one did
 * @param version the data version that was checked
 * @param checkedAt when
 */
public record StoredCheck(
        ReportVariant variant,
        CheckResult result,
        boolean isWarning,
        LocalDate newestReportDate,
        @Nullable Long runId,
        long version,
        Instant checkedAt) {}
