package cotinga.intake;

import cotinga.release.Release;
import cotinga.report.ReportVariant;
import java.time.Instant;
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
     * @param publishedAt when the CFTC published it; empty without data
     * @param lateSince when the release after it was expected; empty if that is not late, and without data
     */
    public record OfVariant(
            Optional<LocalDate> newestReportDate,
            Optional<Instant> publishedAt,
            Release next,
            boolean isLate,
            Optional<Instant> lateSince) {}

    /** Whether the newest week of a variant is late. */
    public boolean isLate() {
        return variants.values().stream().anyMatch(OfVariant::isLate);
    }
}
