package cotinga.intake;

import cotinga.release.Release;
import cotinga.report.ReportVariant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * The releases that are expected, and the last release check.
 *
 * @param next the first release that any variant expects
 * @param variants in their order
 * @param lastCheck empty before the first check
 */
public record ReleaseState(Release next, Map<ReportVariant, OfVariant> variants, Optional<ReleaseCheck> lastCheck) {

    /**
     * The releases of a variant.
     *
     * @param newestReportDate of the published data; empty without data
     * @param isLate whether the release after it is late
     */
    public record OfVariant(Optional<LocalDate> newestReportDate, Release next, boolean isLate) {}

    /** Whether the newest week of a variant is late. */
    public boolean isLate() {
        return variants.values().stream().anyMatch(OfVariant::isLate);
    }
}
